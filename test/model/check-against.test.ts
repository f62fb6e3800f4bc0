import { checkAgainst } from '@noren/model/publish';
import type { Document, Edition, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first, ...others] = siteConfig.services as [Service, ...Service[]];
const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
const seventh: Edition = { ...sixth, label: '7', date: '2026-11-01', effectiveAt: '2026-12-01T00:00:00Z' };

const NOW = new Date('2026-11-15T00:00:00Z');

const find = (changes: Partial<SiteConfig>) =>
  checkAgainst(siteConfig, { ...siteConfig, ...changes }, NOW).map(({ code, path, received }) => [
    code,
    path,
    received,
  ]);

describe('a config beside the published one', () => {
  it('may change everything but what a label stands for', () => {
    expect(find({})).to.deep.equal([]);
    expect(find({ validityDays: 100, registerUrl: '/else/', services: [...others, first] })).to.deep.equal([]);
  });

  for (const [what, services, received] of [
    ['a row more', [first, ...others, { ...first, id: 'more' }], 'added more'],
    ['a row less', others, `removed ${first.id}`],
    ['another recipient', [{ ...first, recipient: { ja: '別の会社' } }, ...others], `changed ${first.id}`],
    ['another host', [{ ...first, hosts: ['else.example'] }, ...others], `changed ${first.id}`],
  ] as [string, Service[], string][]) {
    it(`needs an edition for ${what}`, () => {
      expect(find({ services })).to.deep.equal([['changed-without-edition', 'services', received]]);
      expect(find({ services, editions: [fifth, sixth, seventh] })).to.deep.equal([]);
    });
  }

  it('needs none for saying since when a row is there', () => {
    expect(find({ services: [{ ...first, firstEdition: '5', changedEdition: '6' }, ...others] })).to.deep.equal([]);
  });

  it('keeps the editions that were published, their order and their dates', () => {
    const later = { ...sixth, effectiveAt: '2026-06-04T00:00:00Z' };
    expect(find({ editions: [fifth, later] })).to.deep.equal([['edition-rewritten', 'editions[1]', '6']]);
    expect(find({ editions: [fifth] })).to.deep.equal([['edition-rewritten', 'editions[1]', undefined]]);
    const between = find({ editions: [fifth, seventh, sixth] });
    expect(between[0]).to.deep.equal(['edition-rewritten', 'editions[1]', '7']);
  });

  it('takes no edition that asks again and claims to have been in force before anybody could read it', () => {
    const of = (changes: Partial<Edition>) => find({ editions: [fifth, sixth, { ...seventh, ...changes }] });
    expect(of({ effectiveAt: '2026-11-10T00:00:00Z' })).to.deep.equal([
      ['edition-backdated', 'editions[2].effectiveAt', '2026-11-10T00:00:00Z'],
    ]);
    // Midnight in Japan is the afternoon before in UTC.
    expect(of({ effectiveAt: '2026-11-14T15:00:00Z' })).to.deep.equal([]);
    expect(of({ effectiveAt: '2026-11-10T00:00:00Z', material: false })).to.deep.equal([]);
  });

  describe('with documents', () => {
    const terms: Document = {
      id: 'terms',
      kind: 'terms',
      title: { ja: '規約', en: 'Terms' },
      editions: [fifth, sixth],
    };
    const compare = (documents: Document[]) =>
      checkAgainst({ ...siteConfig, documents: [terms] }, { ...siteConfig, documents }, NOW).map(
        ({ severity, code, path }) => [severity, code, path],
      );

    it('keeps them, their editions and the sections of these', () => {
      expect(compare([terms])).to.deep.equal([]);
      expect(compare([])).to.deep.equal([['error', 'document-gone', 'documents']]);
      const section = { id: 'one', heading: { ja: '一', en: 'One' }, body: [] };
      const other = { ...terms, editions: [fifth, { ...sixth, sections: [section] }] };
      expect(compare([other])).to.deep.equal([['error', 'edition-rewritten', 'documents[0].editions[1]']]);
    });

    it('lets terms change without notice, and says so', () => {
      const at = (effectiveAt: string) =>
        compare([{ ...terms, editions: [fifth, sixth, { ...seventh, effectiveAt }] }]);
      expect(at('2026-12-01T00:00:00Z')).to.deep.equal([]);
      expect(at('2026-11-10T00:00:00Z')).to.deep.equal([
        ['warning', 'edition-in-force-at-once', 'documents[0].editions[2].effectiveAt'],
      ]);
    });
  });
});
