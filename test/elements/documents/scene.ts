import { NorenDocument } from '@noren/elements/noren-document';
import { NorenEditions } from '@noren/elements/noren-editions';
import { publishConfig } from '@noren/model/publish';
import { type Edition, HANDLING_SECTIONS, type SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../../fixtures/site-config.ts';
import { stage } from '../stage.ts';

const both = (ja: string, en: string) => ({ ja, en });
const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
/** So far in the future that no test will see it in force. */
export const FUTURE = '2999-01-15T03:00:00Z';

/** The fixture site with a handling notice, joint use and terms of which an edition is announced. */
export const withDocuments: SiteConfig = {
  ...siteConfig,
  editions: [
    {
      ...fifth,
      documentNumber: 'P-5',
      sections: HANDLING_SECTIONS.map((id) => ({
        id,
        heading: both(`見出し ${id}`, `Heading ${id}`),
        body: [both(`本文 ${id}`, `Text ${id}`)],
      })),
    },
    {
      ...sixth,
      documentNumber: 'P-6',
      sections: [
        { id: 'items', heading: both('見出し items', 'Heading items'), body: [both('新しい本文', 'New text')] },
      ],
    },
  ],
  jointUse: {
    items: [both('氏名', 'Name')],
    purposes: [{ id: 'inquiries' }],
    users: ['sample-electric', 'sample-energy'].map((entity, at) => ({
      entity,
      signedAt: at === 0 ? '2025-06-25' : '2999-01-01',
      responsible: both('管理者', 'Manager'),
      address: both('東京都', 'Tokyo'),
      representative: both('見本 花子', 'Hanako Mihon'),
    })),
  },
  documents: [
    {
      id: 'terms',
      kind: 'terms',
      title: both('会員規約', 'Member terms'),
      withdrawUrl: '/leave/',
      editions: [
        {
          ...fifth,
          sections: [
            {
              id: 'leaving',
              heading: both('退会', 'Leaving'),
              body: [both('旧い文', 'Old line'), both('変わらない文', 'Same line')],
            },
          ],
        },
        {
          ...sixth,
          label: '7',
          effectiveAt: FUTURE,
          changes: [both('退会を詳しく記載しました。', 'Leaving is described.')],
          sections: [
            {
              id: 'leaving',
              heading: both('退会', 'Leaving'),
              body: [both('<b>新しい文</b>', '<b>New line</b>'), both('変わらない文', 'Same line')],
            },
          ],
        },
      ],
    },
    {
      id: 'special',
      kind: 'special-terms',
      overrides: 'terms',
      title: both('特則', 'Special terms'),
      editions: [fifth],
    },
  ],
};

interface Asked {
  readonly language?: string;
  readonly document?: string;
  readonly config?: SiteConfig;
  /** Instead of the published file. */
  readonly src?: string;
  /** What the page has put inside. */
  readonly inside?: string;
}

/** One of the two elements, with the published documents and whatever the page has put inside. */
async function placed<Found extends NorenEditions | NorenDocument>(name: string, type: new () => Found, asked: Asked) {
  if (!customElements.get(name)) customElements.define(name, type);
  const config = asked.config ?? withDocuments;
  const { noren } = await stage({ config, ...(asked.language ? { language: asked.language } : {}) });
  const { documentsFile } = await publishConfig(config, new Date('2026-11-22T00:00:00Z'));
  const file = URL.createObjectURL(new Blob([documentsFile?.text ?? '{}'], { type: 'application/json' }));
  // A file that the wording names is asked for beside the element's own; here it stands elsewhere.
  const element = document.createElement(name) as Found;
  element.src = asked.src ?? file;
  if (asked.document) element.document = asked.document;
  element.innerHTML = asked.inside ?? '';
  element.noren = noren;
  document.documentElement.lang = asked.language ?? 'ja';
  document.body.append(element);
  await element.updateComplete;
  return element;
}

export const editions = (asked: Asked = {}) => placed('noren-editions', NorenEditions, asked);
export const text = (asked: Asked = {}) => placed('noren-document', NorenDocument, asked);

/** Waits until an element shows something that fits. */
export async function shows(element: Element, selector: string): Promise<Element> {
  for (;;) {
    const found = element.shadowRoot?.querySelector(selector);
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
