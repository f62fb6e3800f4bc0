import { catalogue, catalogueProvider, providerFacts, serviceFromCatalogue } from '@noren/model/catalogue';
import { checkRegister, textsOf } from '@noren/model/publish';
import { service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

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
  }

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

  it('gives way to what a site knows better', () => {
    const row = serviceFromCatalogue('karte', { purpose: 'recommendation', recipient: { ja: '別の会社' }, hosts: [] });
    expect(row).to.deep.include({ recipient: { ja: '別の会社' }, hosts: [], purpose: 'recommendation' });
  });

  it('does not know what every object knows', () => {
    expect(() => catalogueProvider('constructor')).to.throw(RangeError);
  });
});
