import type { SiteConfig } from '@noren/model/schema';

const words = (ja: string, en: string) => ({ ja, en });

/** A small config with everything that records depend on: three switches that hang together, and one service. */
export function sampleConfig(changes: Partial<SiteConfig> = {}): SiteConfig {
  return {
    site: 'portal',
    name: words('ポータル', 'Portal'),
    entities: [
      { id: 'sample-electric', name: words('サンプル電機株式会社', 'Sample Electric') },
      { id: 'sample-energy', name: words('サンプルエナジー株式会社', 'Sample Energy') },
    ],
    entity: 'sample-energy',
    responsible: 'sample-electric',
    origins: ['https://www.example.jp', 'https://shop.example.jp'],
    languages: ['ja', 'en'],
    registerUrl: '/register/',
    api: 'https://consent.example.net',
    purposes: [
      {
        id: 'necessary',
        mode: 'always',
        title: words('必須', 'Necessary'),
        description: words('動作に必要です', 'Needed'),
      },
      {
        id: 'statistics',
        mode: 'opt-in',
        gpc: true,
        title: words('統計', 'Statistics'),
        description: words('統計', 'Statistics'),
      },
      {
        id: 'identification',
        mode: 'opt-in',
        title: words('識別', 'Identification'),
        description: words('識別', 'Identification'),
      },
      {
        id: 'linking',
        mode: 'opt-in',
        requires: ['identification'],
        title: words('紐付け', 'Linking'),
        description: words('紐付け', 'Linking'),
      },
    ],
    services: [
      {
        id: 'meter',
        purpose: 'statistics',
        name: words('計測', 'Meter'),
        recipient: words('計測株式会社', 'Meter Inc.'),
        information: [words('閲覧したページ', 'Pages viewed')],
        ownPurpose: words('閲覧の多いページの改善', 'Improving pages that are read a lot'),
        country: 'JP',
        hosts: ['meter.example.jp'],
        recipientPurpose: words('閲覧の集計と不正の防止', 'Counting visits and keeping them honest'),
        choice: true,
      },
    ],
    editions: [
      {
        label: '1',
        date: '2026-01-01',
        effectiveAt: '2026-01-01T00:00:00Z',
        material: true,
        affects: ['*'],
        changes: [words('初版', 'First edition')],
      },
    ],
    ...changes,
  };
}
