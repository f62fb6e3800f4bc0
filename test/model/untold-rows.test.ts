import { checkAgainst } from '@noren/model/publish';
import type { Edition, Purpose, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first, ...others] = siteConfig.services as [Service, ...Service[]];
const NOW = new Date('2026-11-15T00:00:00Z');

/** The published editions and one more, by default in force. */
const editions = (material: boolean, affects: string[], effectiveAt = '2026-11-15T00:00:00Z'): Edition[] => [
  ...siteConfig.editions,
  { ...(siteConfig.editions[0] as Edition), label: '7', date: '2026-11-15', effectiveAt, material, affects },
];
const CLERICAL = editions(false, []);

function untold(changes: Partial<SiteConfig>, published: Partial<SiteConfig> = {}, strict = false) {
  return checkAgainst({ ...siteConfig, ...published }, { ...siteConfig, ...changes }, NOW, { strict })
    .filter(({ code }) => code === 'row-untold')
    .map(({ severity, path, received }) => [severity, path, received]);
}
const changed = (row: Partial<Service>): Service[] => [{ ...first, ...row, changedEdition: '7' }, ...others];

describe('a row that nobody who has answered would hear of', () => {
  const criteo: Service = { ...first, id: 'criteo', provider: 'criteo', purpose: 'advertising' };

  it('is told of where it comes under a purpose that asks, and refused where nothing may be left open', () => {
    const services = [...siteConfig.services, criteo];
    const path = `services[${siteConfig.services.length}]`;
    for (const said of [CLERICAL, editions(true, ['contact', 'providers:statistics'])]) {
      expect(untold({ services, editions: said })).to.deep.equal([['warning', path, 'criteo']]);
      expect(untold({ services, editions: said }, {}, true)).to.deep.equal([['error', path, 'criteo']]);
    }
    for (const subject of ['providers:advertising', 'purposes:advertising', '*'])
      expect(untold({ services, editions: editions(true, [subject]) })).to.deep.equal([]);
    const notified = [...siteConfig.services, { ...criteo, purpose: 'necessary' }];
    expect(untold({ services: notified, editions: CLERICAL })).to.deep.equal([]);
  });

  it('is told of when it is announced, and not again on its day', () => {
    const services = [...siteConfig.services, { ...criteo, firstEdition: '7' }];
    const later = (affects: string[]) => editions(true, affects, '2026-12-24T00:00:00Z');
    expect(untold({ services, editions: later([]) })).to.have.length(1);
    expect(untold({ services, editions: later(['providers:advertising']) })).to.deep.equal([]);
    const published = { services, editions: CLERICAL };
    expect(untold(published, published)).to.deep.equal([]);
  });

  it('is told of where somebody else receives, either side uses it for something else, or it is joined to a person', () => {
    const words = { ja: '別の会社', en: 'Another company' };
    for (const key of ['recipient', 'recipientPurpose', 'joinsPerson', 'ownPurpose'] as const) {
      const services = changed({ [key]: words });
      expect(untold({ services, editions: CLERICAL }), key).to.deep.equal([['warning', `services[0].${key}`, words]]);
      expect(untold({ services, editions: editions(true, ['providers:statistics']) }), key).to.deep.equal([]);
    }
  });

  it('is told of where it sends something more, and not where an item is said in another language or goes', () => {
    const [item] = first.information as [Record<string, string>];
    const more = { ja: '購入した商品', en: 'What was bought' };
    const of = (...information: Record<string, string>[]) =>
      untold({ services: changed({ information }), editions: CLERICAL });
    expect(of(...first.information, more)).to.deep.equal([
      ['warning', `services[0].information[${first.information.length}]`, more],
    ]);
    expect(of(more)).to.deep.equal([['warning', 'services[0].information[0]', more]]);
    expect(of({ ...item, fr: 'Autre langue' })).to.deep.equal([]);
    expect(of({ ...item, ja: `${item.ja} ` })).to.deep.equal([]);
    expect(of(item)).to.deep.equal([]);
    const services = changed({ information: [more] });
    expect(untold({ services, editions: editions(true, ['providers:statistics']) })).to.deep.equal([]);
  });

  it('is told of where another country, company or domain gets it', () => {
    for (const [row, path, received] of [
      [{ country: 'CN' }, 'country', 'CN'],
      [{ country: null }, 'country', null],
      [{ recipient: null }, 'recipient', null],
      [{ collector: 'sample-energy' }, 'collector', 'sample-energy'],
      [
        { hosts: [...(first.hosts ?? []), 'tracker.example.net'] },
        `hosts[${first.hosts?.length}]`,
        'tracker.example.net',
      ],
    ] as [Partial<Service>, string, unknown][]) {
      const services = changed(row);
      const found = [`services[0].${path}`, received];
      expect(untold({ services, editions: CLERICAL }), path).to.deep.equal([['warning', ...found]]);
      expect(untold({ services, editions: CLERICAL }, {}, true), path).to.deep.equal([['error', ...found]]);
      expect(untold({ services, editions: editions(true, ['providers:statistics']) }), path).to.deep.equal([]);
    }
    // Another host of a domain that was told, the company of the site by its id, and a country that was being confirmed.
    const hosts = [...(first.hosts ?? []), 'eu.google-analytics.com'];
    const same = changed({ hosts, collector: siteConfig.entity });
    expect(untold({ services: same, editions: CLERICAL })).to.deep.equal([]);
    expect(untold({ editions: CLERICAL }, { services: [{ ...first, country: null }, ...others] })).to.deep.equal([]);
  });

  it('is told of where more is kept on the device, or for longer, and not where it is less', () => {
    const lasting = (name: string, ja?: string) => (ja ? { name, lifetime: { ja } } : { name });
    const from = [lasting('_ga_*', '13か月'), lasting('kept', '消去されるまで'), lasting('_gid')];
    for (const key of ['cookies', 'storage', 'databases', 'caches', 'workers'] as const) {
      const of = (...kept: ReturnType<typeof lasting>[]) =>
        untold(
          { services: changed({ [key]: kept }), editions: CLERICAL },
          { services: [{ ...first, [key]: from }, ...others] },
        ).map(([, path]) => path);
      expect(of(...from, lasting('evil', '10年'))).to.deep.equal([`services[0].${key}[3]`]);
      expect(of(lasting('_ga_*', '2年'))).to.deep.equal([`services[0].${key}[0].lifetime`]);
      expect(of(lasting('kept', '2年'))).to.deep.equal([`services[0].${key}[0].lifetime`]);
      expect(of(lasting('_ga_1', '1 年'), lasting('_gid', '1日'), lasting('kept'))).to.deep.equal([]);
    }
  });

  it('is none where a language comes, a space goes, or what was being confirmed is said', () => {
    const { recipient } = first;
    const said = { ja: recipient?.ja ?? '' };
    expect(untold({ editions: CLERICAL }, { services: [{ ...first, recipient: said }, ...others] })).to.deep.equal([]);
    expect(untold({ editions: CLERICAL }, { services: [{ ...first, recipient: null }, ...others] })).to.deep.equal([]);
    const spaced = changed({ recipient: { ...recipient, ja: `${said.ja} ` } });
    expect(untold({ services: spaced, editions: CLERICAL })).to.deep.equal([]);
  });

  it('is refused where it was refused before, and would run', () => {
    const moved = changed({ purpose: 'necessary' });
    const refused = [['error', 'services[0].purpose', 'necessary']];
    expect(untold({ services: moved, editions: CLERICAL })).to.deep.equal(refused);
    // An edition asks nobody about what is always on.
    expect(untold({ services: moved, editions: editions(true, ['purposes:necessary']) })).to.deep.equal(refused);
    expect(untold({ services: moved, editions: editions(true, ['purposes:statistics']) })).to.deep.equal([]);
    const renamed = [{ ...first, id: 'other', purpose: 'necessary' }, ...others];
    expect(untold({ services: renamed, editions: CLERICAL })).to.deep.equal(refused);
  });

  it('is refused where its own mode no longer waits', () => {
    const [necessary, statistics, ...rest] = siteConfig.purposes as [Purpose, Purpose, ...Purpose[]];
    const purposes = [necessary, { ...statistics, mode: 'opt-out' as const }, ...rest];
    const published = { purposes, services: [{ ...first, mode: 'opt-in' as const }, ...others] };
    const next = { purposes, services: changed({ mode: 'opt-out' }) };
    expect(untold({ ...next, editions: CLERICAL }, published)).to.deep.equal([
      ['error', 'services[0].mode', 'opt-out'],
    ]);
    expect(untold({ ...next, editions: editions(true, ['providers:statistics']) }, published)).to.deep.equal([]);
  });

  it('is told of where it moves under another purpose that asks', () => {
    const services = changed({ purpose: 'advertising' });
    expect(untold({ services, editions: CLERICAL })).to.deep.equal([['warning', 'services[0].purpose', 'advertising']]);
    expect(untold({ services, editions: editions(true, ['purposes:advertising']) })).to.deep.equal([]);
  });
});
