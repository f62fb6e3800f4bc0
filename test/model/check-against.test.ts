import { checkAgainst } from '@noren/model/publish';
import type { Edition, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first, ...others] = siteConfig.services as [Service, ...Service[]];
const [fifth, sixth] = siteConfig.editions as [Edition, Edition];
const seventh: Edition = { ...sixth, label: '7', date: '2026-11-01', effectiveAt: '2026-12-01T00:00:00Z' };

const find = (changes: Partial<SiteConfig>) =>
  checkAgainst(siteConfig, { ...siteConfig, ...changes }).map(({ code, path, received }) => [code, path, received]);

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
    expect(between).to.deep.equal([['edition-rewritten', 'editions[1]', '7']]);
  });
});
