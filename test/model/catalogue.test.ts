import {
  type CatalogueRow,
  catalogue,
  catalogueProvider,
  catalogueRow,
  overCatalogue,
  providerFacts,
  serviceFromCatalogue,
} from '@noren/model/catalogue';
import { checkConfig, checkRegister, textsOf } from '@noren/model/publish';
import { service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

/** Of whom no public document tells by which company the information is received in Japan. */
const UNNAMED = ['amazon-ads', 'contentsquare', 'dynamic-yield', 'optimizely', 'teads', 'tetori'];

/** Maintained data sets and archives of policies, and public registers. */
const REGISTERS = ['github.com', 'sec.gov', 'bbbprograms.org'];

/** Where providers publish besides the domains of their row. */
const ALSO_OWN: Readonly<Record<string, readonly string[]>> = {
  'adobe-marketo': ['adobe.com'],
  'amazon-ads': ['amazon.cn'],
  braze: ['braze.co.jp'],
  karte: ['karte.io'],
  liveramp: ['liveramp.uk'],
  meta: ['facebook.com'],
  'smartnews-ads': ['smartnews.com'],
  tetori: ['tetori.link'],
  xandr: ['xandr.com'],
  'yahoo-japan-ads': ['line.me'],
};

/** `www.docomo.ne.jp`, or an address there → `docomo.ne.jp`. */
const siteOf = (place: string): string =>
  /[^./]+\.((co|ne)\.jp|[^./]+)$/.exec(URL.canParse(place) ? new URL(place).hostname : place)?.[0] ?? place;

/** Of the data file: providers whose addresses nobody has seen. */
const UNVERIFIED = ['aja', 'hakuhodo-dac', 'docodoco', 'chatplus', 'b-dash', 'user-insight'];

describe('the catalogue of providers', () => {
  it('has at least twenty real ones, each once', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(ids.length).to.be.at.least(20);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('publishes nothing that was not verified', () => {
    expect(catalogue.every(({ verified }) => verified)).to.equal(true);
    for (const id of UNVERIFIED) {
      expect(catalogue.map((provider) => provider.id)).to.not.include(id);
      expect(() => catalogueProvider(id)).to.throw(RangeError, id);
      expect(() => serviceFromCatalogue(id, { purpose: 'statistics' })).to.throw(RangeError, id);
    }
  });

  const providers = catalogue.filter(({ purposeCategory }) => purposeCategory !== 'industry_optout');

  for (const { id, transmits } of providers) {
    it(`makes a row of the register of ${id} that passes, in both languages`, () => {
      const row = serviceFromCatalogue(id, { purpose: 'statistics' });
      expect(service.safeParse(row).error?.issues ?? []).to.deep.equal([]);
      expect(row.information).to.have.length(transmits.length);
      const findings = checkRegister({ ...siteConfig, services: [row] });
      expect(findings.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
      const texts = textsOf({ ...siteConfig, services: [row] }).filter(([path]) => path.startsWith('services'));
      for (const [path, text] of texts) expect(text, path).to.have.all.keys('ja', 'en');
    });

    it(`leaves nothing vague, and nothing told of a procedure without its address, in the row of ${id}`, () => {
      const found = checkRegister({ ...siteConfig, services: [serviceFromCatalogue(id, { purpose: 'statistics' })] });
      const refused = ['vague-purpose', 'opt-out-without-address'];
      expect(found.filter(({ code }) => refused.includes(code))).to.deep.equal([]);
      for (const text of Object.values(catalogueRow(id).recipientPurpose ?? {})) expect(text).to.not.match(/等|など/);
    });

    it(`read what it tells of ${id} in the provider’s own documents, data sets or registers, not in copies`, () => {
      const { policyUrl, optOutUrl, domains } = catalogueProvider(id);
      const own = [policyUrl, optOutUrl, ...domains].flatMap((place) => (place ? siteOf(place) : []));
      const read = Object.entries(providerFacts(id)?.sources ?? {});
      for (const [fact, address] of read.filter(([fact]) => fact !== 'unsureLifetimes'))
        expect([...own, ...(ALSO_OWN[id] ?? []), ...REGISTERS], fact).to.include(siteOf(address));
    });
  }

  it('names the company by its legal name, or leaves it open together with its country', () => {
    const rows = providers.map(({ id }) => catalogueRow(id));
    expect(rows.flatMap(({ id, recipient }) => (recipient ? [] : id))).to.have.members(UNNAMED);
    for (const { id, recipient, country } of rows) {
      if (!recipient) expect(country, id).to.equal(null);
      for (const words of Object.values(recipient ?? {}))
        expect(words, id).to.match(/株式会社|Inc\.|LLC|Corp|Co\.|S\.?A\.?$|Ltd\.|Limited|KK$/i);
    }
  });

  it('has no policy of reCAPTCHA, which is no longer under that of Google', () => {
    expect(catalogueRow('google-recaptcha')).to.not.have.property('policyUrl');
    expect(catalogueRow('google-maps').policyUrl).to.equal('https://policies.google.com/privacy');
  });

  it('leaves out the life of a cookie that its data doubt', () => {
    expect(catalogueRow('vimeo').cookies).to.deep.equal([{ name: 'vuid' }, { name: 'Player' }]);
    const [browser, click, , account] = catalogueRow('meta').cookies ?? [];
    expect([browser, click]).to.deep.equal([{ name: '_fbp' }, { name: '_fbc' }]);
    expect(account?.lifetime).to.deep.equal({ ja: '2年', en: '2 years' });
  });

  it('tells of every fact beyond the data file where it was read', () => {
    const told = providers.flatMap(({ id }) => providerFacts(id) ?? []);
    expect(told.length).to.be.at.least(40);
    for (const { sources, ...known } of told) {
      expect(sources).to.have.all.keys(...Object.keys(known));
      for (const address of Object.values(sources)) expect(URL.canParse(address), address).to.equal(true);
    }
  });

  it('makes no row of a programme of the industry', () => {
    for (const id of ['daa-webchoices', 'jiaa-icon'])
      expect(() => serviceFromCatalogue(id, { purpose: 'advertising' })).to.throw(RangeError, 'programme');
  });

  it('has the programmes of the industry, each with who runs it and what it stops, and none that is unknown', () => {
    for (const { id } of catalogue.filter(({ purposeCategory }) => purposeCategory === 'industry_optout')) {
      const { findings, config } = checkConfig({ ...siteConfig, industryOptOuts: [{ provider: id }] });
      expect(findings, id).to.deep.equal([]);
      expect(config?.industryOptOuts?.[0]?.url, id).to.match(/^https:/);
    }
    const covers = { ja: '参加する会社の広告', en: 'Ads of those that take part' };
    const own = checkConfig({ ...siteConfig, industryOptOuts: [{ provider: 'daa-webchoices', covers }] }).config;
    expect(own?.industryOptOuts?.[0]).to.deep.include({ covers, url: 'https://optout.aboutads.info/' });
    for (const provider of ['google-ads', 'ddai', 'constructor'])
      expect(
        checkConfig({ ...siteConfig, industryOptOuts: [{ provider }] }).findings.map(({ code, path }) => [code, path]),
      ).to.deep.equal([['unknown-provider', 'industryOptOuts[0].provider']]);
  });

  it('gives way to what a site knows better', () => {
    const row = serviceFromCatalogue('karte', { purpose: 'recommendation', recipient: { ja: '別の会社' }, hosts: [] });
    expect(row).to.deep.include({ recipient: { ja: '別の会社' }, hosts: [], purpose: 'recommendation' });
  });

  it('drops by null what does not hold on a site, with what was told of it', () => {
    const row = serviceFromCatalogue('google-ads', { purpose: 'advertising', optOutUrl: null, joinsPerson: null });
    expect(row).to.not.have.any.keys('optOutUrl', 'optOutStops', 'optOutReach', 'joinsPerson');
    expect(row).to.have.property('policyUrl');
    const { country } = serviceFromCatalogue('google-ads', { purpose: 'advertising', country: null });
    expect(country).to.equal(null);
  });

  it('does not tell of another procedure what the provider’s own stops, nor of another company where it is', () => {
    const use = { purpose: 'statistics', optOutUrl: 'https://tools.google.com/other' };
    const moved = serviceFromCatalogue('google-analytics-4', use);
    expect(moved).to.not.have.any.keys('optOutStops', 'optOutReach');
    const told = { ja: '別の手続き', en: 'Another procedure' };
    expect(serviceFromCatalogue('google-analytics-4', { ...use, optOutStops: told }).optOutStops).to.equal(told);
    const other = serviceFromCatalogue('hubspot', { purpose: 'linking', recipient: { ja: '株式会社別会社' } });
    expect(other).to.not.have.property('country');
    const same = serviceFromCatalogue('karte', { purpose: 'linking', recipient: { ja: '株式会社プレイド' } });
    expect(same.country).to.equal('JP');
    const third = { ...catalogueRow('karte').recipient, de: 'PLAID' };
    expect(serviceFromCatalogue('karte', { purpose: 'linking', recipient: third }).country).to.equal('JP');
  });

  it('keeps the nulls that say that something is being confirmed', () => {
    const nulls = { recipient: null, country: null, recipientPurpose: null };
    expect(overCatalogue(catalogueRow('karte') as CatalogueRow, nulls)).to.include(nulls);
  });

  it('does not know what every object knows', () => {
    expect(() => catalogueProvider('constructor')).to.throw(RangeError);
  });
});
