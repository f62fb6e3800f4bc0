import { renderPages } from '@noren/model/pages';
import { checkAgainst, checkConfig, editionAt, publishConfig, rowsInForce } from '@noren/model/publish';
import type { Edition, Service, SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

const [first] = siteConfig.editions as [Edition, Edition];
/** As numbers, or letter by letter, they would stand in another order. */
const LABELS = ['9', '3.1', '10', '3.10', '2'];
const editions = LABELS.map(
  (label, at): Edition => ({
    ...first,
    label,
    effectiveAt: `2026-0${at + 1}-01T00:00:00Z`,
  }),
);
const [row] = siteConfig.services as [Service];
const services: Service[] = [
  { ...row, id: 'since-nine', name: { ja: '九' }, firstEdition: '9', lastEdition: '3.1' },
  { ...row, id: 'since-ten', name: { ja: '十' }, firstEdition: '10', changedEdition: '3.10' },
];
const config: SiteConfig = { ...siteConfig, editions, services };

describe('the labels of editions', () => {
  it('are names: "10" is after "3.1" and "2" after both, because they stand there', () => {
    expect(checkConfig(config).findings.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
    for (const [at, label] of LABELS.entries())
      expect(editionAt(config, new Date(`2026-0${at + 1}-15T00:00:00Z`)).label).to.equal(label);
    const shown = (month: string) => rowsInForce(config, new Date(`2026-${month}-15T00:00:00Z`)).map(({ id }) => id);
    expect(shown('02')).to.deep.equal(['since-nine']);
    expect(shown('03')).to.deep.equal(['since-ten']);
  });

  it('tell a visitor’s browser a place, and the history its order', async () => {
    const published = await publishConfig(config, new Date('2026-05-15T00:00:00Z'));
    expect(published.runtime.editions).to.deep.equal(LABELS);
    expect(published.runtime.edition).to.equal(5);
    const register = renderPages(published, new Date('2026-05-15T00:00:00Z')).find(
      ({ name }) => name === 'register.html',
    );
    const page = new DOMParser().parseFromString(register?.text ?? '', 'text/html');
    const told = [...page.querySelectorAll('#history ~ h3')].map(
      (heading) => /第(.+?)版/.exec(heading.textContent)?.[1],
    );
    expect(told).to.deep.equal([...LABELS].reverse());
  });

  it('are known by the whole of them: "3.1" is not "3.10", and none is published twice or in another place', () => {
    const of = (next: Partial<SiteConfig>) =>
      checkConfig({ ...config, ...next }).findings.map(({ code, path }) => [code, path]);
    expect(
      of({ editions: [...editions, { ...first, label: '3.1', effectiveAt: '2026-07-01T00:00:00Z' }] }),
    ).to.deep.include(['duplicate-id', 'editions[5].label']);
    expect(of({ services: [{ ...row, firstEdition: '3.100' }] })).to.deep.include([
      'unknown-edition',
      'services[0].firstEdition',
    ]);
    const [nine, , ten] = editions as [Edition, Edition, Edition];
    const moved = { ...config, editions: [nine, ten, ...editions.slice(1, 2), ...editions.slice(3)] };
    expect(checkAgainst(config, moved, new Date('2026-06-15T00:00:00Z')).map(({ code }) => code)).to.include(
      'edition-rewritten',
    );
  });

  for (const label of ['', ' ', '3 .1', '第3版', '../3', '<b>3</b>', 'x'.repeat(21)])
    it(`are refused where an address could not carry them: ${JSON.stringify(label)}`, () => {
      const { findings } = checkConfig({ ...siteConfig, editions: [{ ...first, label }] });
      expect(findings.map(({ code, path, received }) => [code, path, received])).to.deep.include([
        'invalid-value',
        'editions[0].label',
        label,
      ]);
    });
});
