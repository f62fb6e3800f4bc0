import { catalogue, catalogueProvider, serviceFromCatalogue } from '@noren/model/catalogue';
import { service } from '@noren/model/schema';
import { expect } from 'chai';

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

  for (const { id, name, transmits } of catalogue.filter((provider) => provider.transmits.length)) {
    it(`makes a valid row of the register of ${id}`, () => {
      const row = serviceFromCatalogue(id, { purpose: 'statistics' });
      expect(service.safeParse(row).error?.issues ?? []).to.deep.equal([]);
      expect(row.recipient.ja).to.equal(name);
      expect(row.information).to.have.length(transmits.length);
      expect(row.recipientPurpose).to.equal(null);
    });
  }

  it('makes no row of a provider of which nobody says what it transmits', () => {
    expect(() => serviceFromCatalogue('jiaa-icon', { purpose: 'advertising' })).to.throw(RangeError, 'transmits');
    const information = [{ ja: '表示した広告' }];
    expect(serviceFromCatalogue('jiaa-icon', { purpose: 'advertising', information })).to.deep.include({ information });
  });

  it('gives way to what a site knows better', () => {
    const row = serviceFromCatalogue('karte', { purpose: 'recommendation', recipient: { ja: '別の会社' }, hosts: [] });
    expect(row).to.deep.include({ recipient: { ja: '別の会社' }, hosts: [], purpose: 'recommendation' });
  });

  it('does not know what every object knows', () => {
    expect(() => catalogueProvider('constructor')).to.throw(RangeError);
  });
});
