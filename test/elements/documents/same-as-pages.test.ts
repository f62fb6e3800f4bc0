import { renderPages } from '@noren/model/pages';
import { publishConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { clear, parts, textOf } from '../stage.ts';
import { editions, shows, text, withDocuments } from './scene.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
// The page has a table with a caption where the element has a list: its heads are the one thing that differs.
const LEAVES = 'p, li, dt, dd, tbody th, td, h2';

/** A page without script, parsed as a browser does. */
async function pageOf(name: string, config = withDocuments): Promise<Document> {
  const pages = renderPages(await publishConfig(config, NOW), NOW);
  const found = pages.find((page) => page.name === name);
  if (!found) throw new RangeError(`no ${name}`);
  return new DOMParser().parseFromString(found.text, 'text/html');
}

/** What is said in a part, phrase by phrase: texts that hold no further ones. */
const phrases = (part: Element): string[] =>
  [...part.querySelectorAll<HTMLElement>(LEAVES)].filter((leaf) => !leaf.querySelector(LEAVES)).map(textOf);
const squeezed = (part: Element): string => part.textContent.replace(/\s+/g, '');

describe('the documents as elements and as pages without script', () => {
  afterEach(clear);

  for (const language of ['ja', 'en']) {
    it(`say the same in every section of the handling notice, joint use within it: ${language}`, async () => {
      const element = await text({ language });
      await shows(element, 'h2');
      const page = await pageOf(language === 'ja' ? 'handling-notice.html' : `handling-notice.${language}.html`);
      const here = parts(element, '[part=section]');
      const there = [...page.querySelectorAll('section[aria-labelledby^="section-"]')];
      expect(here.length).to.equal(there.length).and.to.be.greaterThan(9);
      for (const [at, section] of here.entries()) {
        const other = there[at] as Element;
        for (const phrase of phrases(section)) expect(squeezed(other)).to.include(phrase.replace(/\s+/g, ''));
        for (const phrase of phrases(other)) expect(squeezed(section)).to.include(phrase.replace(/\s+/g, ''));
      }
      const joint = here[3] as HTMLElement;
      expect(phrases(joint).length).to.be.greaterThan(5);
    });
  }

  it('tell the same history of every document, and the same of what is announced', async () => {
    const element = await editions();
    await shows(element, 'h2');
    const documents = [...(element.shadowRoot?.querySelectorAll('section:not(.notice)') ?? [])];
    const names = ['handling-notice', 'document-terms', 'document-special'];
    expect(documents).to.have.length(names.length);
    for (const [at, name] of names.entries()) {
      const page = await pageOf(`${name}.html`);
      const shown = documents[at] as Element;
      const rows = [...page.querySelectorAll('#history ~ table tbody tr')];
      const told = [...shown.querySelectorAll('[part=edition]')];
      expect(told.length, name).to.equal(rows.length).and.to.be.greaterThan(0);
      for (const [index, row] of rows.entries()) {
        const cells = [...row.querySelectorAll<HTMLElement>('th, td')].map(textOf).filter((cell) => cell !== '—');
        const edition = squeezed(told[index] as Element);
        for (const cell of cells) expect(edition, name).to.include(cell.replace(/\s+/g, ''));
      }
      const notices = [...page.querySelectorAll('.notice')];
      const announced = [...shown.querySelectorAll('.notice')];
      expect(announced.map(squeezed), name).to.deep.equal(notices.map(squeezed));
    }
  });

  it('tell the same differences of two editions, with the recipients that came, changed and went', async () => {
    const rows: Readonly<Record<string, object>> = {
      meta: { firstEdition: '6' },
      karte: { changedEdition: '6' },
      linkedin: { lastEdition: '5' },
    };
    const services = withDocuments.services.map((row) => ({ ...row, ...rows[row.id] }));
    const config = { ...withDocuments, services };
    const page = await pageOf('handling-notice.html', config);
    const there = page.querySelector('details') as Element;
    expect(there.querySelector('summary')?.textContent).to.equal('第5版と第6版の違い');
    const element = await editions({ document: 'handling-notice', config });
    const status = (await shows(element, '[role=status]')) as HTMLElement;
    expect(squeezed(status)).to.equal(squeezed(there));
    expect([...status.querySelectorAll('li')].map(textOf)).to.deep.equal([
      '追加：Meta ピクセル',
      '変更：KARTE',
      '終了：LinkedIn インサイトタグ',
    ]);
    // Where nothing but recipients differs, that is told, and not that all is the same.
    const same = withDocuments.editions.map(({ sections = [], ...edition }, at) =>
      at === 0 ? { ...edition, sections } : edition,
    );
    const alone = await editions({ document: 'handling-notice', config: { ...config, editions: same } });
    const told = (await shows(alone, '[role=status]')) as HTMLElement;
    expect(textOf(told)).to.include('送信先と目的の一覧 追加：Meta').and.not.include('違いはありません');
  });
});
