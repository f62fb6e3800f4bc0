import { canonicalJson, publishConfig, sha256 } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';

const { purposes, services, editions, entities } = siteConfig;
const [purpose, service, edition, entity] = [purposes[1], services[0], editions[1], entities[0]];
if (!purpose || !service || !edition || !entity) throw new RangeError('the fixture has changed');

async function hashes(changes: Partial<SiteConfig> = {}): Promise<Readonly<Record<string, string>>> {
  return (await publishConfig({ ...siteConfig, ...changes }, PUBLISHED_AT)).wordingHashes;
}
const otherPurpose = (change: Partial<typeof purpose>): Partial<SiteConfig> => ({
  purposes: purposes.with(1, { ...purpose, ...change }),
});
const otherService = (change: Partial<typeof service>): Partial<SiteConfig> => ({
  services: services.with(0, { ...service, ...change }),
});
const PURPOSE = { ja: 'お問い合わせの数の集計', en: 'Counting how often people ask' };
const TEXT = { ja: '別の文', en: service.name.en ?? '' };

describe('the hash of the wording', () => {
  it('is that of everything a visitor can read, language by language', async () => {
    const { wordings, wordingHashes } = await publishConfig(siteConfig, PUBLISHED_AT);
    expect(Object.keys(wordingHashes)).to.deep.equal(Object.keys(wordings));
    for (const [language, hash] of Object.entries(wordingHashes)) {
      expect(hash)
        .to.equal(await sha256(canonicalJson(wordings[language])))
        .and.have.length(43);
    }
  });

  it('travels with every page by its beginning, 72 bits of it', async () => {
    const { runtime, wordingHashes } = await publishConfig(siteConfig, PUBLISHED_AT);
    const starts = Object.entries(wordingHashes).map(([language, hash]) => [language, hash.slice(0, 12)]);
    expect(Object.entries(runtime.wording)).to.deep.equal(starts);
  });

  for (const [what, changes] of [
    ['a purpose’s title', otherPurpose({ title: { ...purpose.title, ja: '別の題' } })],
    ['a purpose’s description', otherPurpose({ description: { ...purpose.description, ja: '別の文' } })],
    ['what stops when it is refused', otherPurpose({ refused: { ...purpose.refused, ja: '別の文' } })],
    ['how it is asked for', otherPurpose({ mode: 'opt-out' })],
    ['a service’s name', otherService({ name: TEXT })],
    ['a recipient', otherService({ recipient: TEXT })],
    ['what is sent', otherService({ information: [...service.information, TEXT] })],
    ['our purpose', otherService({ ownPurpose: PURPOSE })],
    ['the recipient’s purpose', otherService({ recipientPurpose: PURPOSE })],
    ['who collects', otherService({ collector: 'sample-energy' })],
    ['a cookie’s name', otherService({ cookies: [{ name: '_other' }] })],
    ['a storage key', otherService({ storage: [{ name: '_other' }] })],
    ['a database', otherService({ databases: [{ name: '_other' }] })],
    ['a cache', otherService({ caches: [{ name: '_other' }] })],
    ['a service worker', otherService({ workers: [{ name: '/other.js' }] })],
    ['an opt-out address', otherService({ optOutUrl: 'https://policies.google.com/stop' })],
    ['a policy address', otherService({ policyUrl: 'https://provider.example/policy' })],
    ['the country', otherService({ country: 'FR' })],
    ['what opting out stops', otherService({ optOutStops: TEXT })],
    ['that it is joined to a person', otherService({ joinsPerson: TEXT })],
    ['a row less', { services: services.slice(1) }],
    ['the responsible party', { responsible: 'sample-energy' }],
    ['a company’s name', { entities: entities.with(0, { ...entity, name: TEXT }) }],
    ['the edition', { editions: editions.with(1, { ...edition, label: '6.1' }) }],
    ['what an edition changed', { editions: editions.with(1, { ...edition, changes: [TEXT] }) }],
    ['a word of the notice', { words: { ja: { notice: { acceptAll: '同意' } } } }],
    ['a word of the preferences', { words: { ja: { preferences: { save: '保存' } } } }],
    ['the register’s address', { registerUrl: '/register/' }],
    [
      'what an edition before the one in force changed, which the history tells',
      { editions: editions.with(0, { ...editions[0], changes: [TEXT] } as never) },
    ],
  ] as [string, Partial<SiteConfig>][]) {
    it(`changes with ${what}`, async () => {
      expect((await hashes(changes)).ja).to.not.equal((await hashes()).ja);
    });
  }

  for (const [what, changes] of [
    ['the API’s address', { api: '/noren' }],
    ['the validity', { validityDays: 100 }],
    ['the cookie', { cookie: { maxAgeDays: 100, domain: 'auto' } }],
    ['the layout', { notice: { layout: 'card' } }],
    ['the origins', { origins: ['https://other.example'] }],
    ['the kill switch', { enabled: false }],
    ['the hosts of a tag', otherService({ hosts: ['other.example'] })],
    [
      'that a row says it has no databases, caches or workers',
      otherService({ databases: [], caches: [], workers: [] }),
    ],
    ['a Consent Mode type', otherPurpose({ consentMode: [] })],
  ] as [string, Partial<SiteConfig>][]) {
    it(`stays when only ${what} changes`, async () => {
      expect(await hashes(changes)).to.deep.equal(await hashes());
    });
  }

  it('stays that of a row from before there were databases in rows: nothing is worded of what it does not name', async () => {
    const { wordings } = await publishConfig(siteConfig, PUBLISHED_AT);
    for (const row of wordings.ja?.services ?? []) {
      expect(row).to.include.keys('cookies', 'storage').and.not.have.any.keys('databases', 'caches', 'workers');
    }
  });

  it('stays in one language when a text changes in another', async () => {
    const other = await hashes(otherPurpose({ title: { ...purpose.title, en: 'Another title' } }));
    const { ja, en } = await hashes();
    expect(other.ja).to.equal(ja);
    expect(other.en).to.not.equal(en);
  });
});
