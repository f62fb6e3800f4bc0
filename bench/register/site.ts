// A register of 300 rows: the catalogue's providers, again and again under other names.
import { catalogue, serviceFromCatalogue } from '@noren/model/catalogue';
import type { Service, SiteConfig, Text } from '@noren/model/schema';

const ROWS = 300;

const text = (ja: string, en: string): Text => ({ ja, en });

/** The site that the benchmark publishes. `origin` is where its pages are. */
export function benchSite(origin: string): SiteConfig {
  const providers = catalogue.filter(({ purposeCategory }) => purposeCategory !== 'industry_optout');
  const services: Service[] = Array.from({ length: ROWS }, (_, index) => {
    const id = providers[index % providers.length]?.id ?? '';
    const { provider: _provider, ...row } = serviceFromCatalogue(id, {
      purpose: index % 2 ? 'advertising' : 'statistics',
    });
    const number = index + 1;
    const name = text(`${row.name.ja} ${number}`, `${row.name.en} ${number}`);
    const optOut = row.policyUrl ? { optOutUrl: row.policyUrl } : {};
    return { ...row, ...optOut, id: `row-${number}`, name, choice: index % 10 === 0, firstEdition: '1' };
  });
  return {
    site: 'register',
    name: text('見本', 'Sample'),
    entities: [{ id: 'sample', name: text('見本株式会社', 'Sample Inc.') }],
    entity: 'sample',
    responsible: 'sample',
    origins: [origin],
    languages: ['ja', 'en'],
    registerUrl: '/',
    purposes: [
      {
        id: 'necessary',
        mode: 'always',
        title: text('必須', 'Necessary'),
        description: text('動作に必要です。', 'Needed.'),
      },
      {
        id: 'statistics',
        mode: 'opt-in',
        title: text('統計', 'Statistics'),
        description: text('数えます。', 'Counts.'),
      },
      {
        id: 'advertising',
        mode: 'opt-in',
        title: text('広告', 'Ads'),
        description: text('表示します。', 'Shows ads.'),
      },
    ],
    services,
    editions: [
      {
        label: '1',
        date: '2026-01-01',
        effectiveAt: '2026-01-01T00:00:00Z',
        material: true,
        affects: ['*'],
        changes: [text('初版', 'First edition')],
      },
    ],
  };
}
