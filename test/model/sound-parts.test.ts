import { checkConfig, type Finding, pathText } from '@noren/model/publish';
import type { Edition, SiteConfig, Text } from '@noren/model/schema';
import { expect } from 'chai';
import { mailParts } from '../fixtures/mail-config.ts';
import { siteConfig } from '../fixtures/site-config.ts';

type Path = (string | number)[];
type Loose = Record<string | number, unknown>;

function changed(config: SiteConfig, path: Path, value: unknown): SiteConfig {
  // Not a structured clone: rows of the fixture share texts, and each is to be changed by itself.
  const copy = JSON.parse(JSON.stringify(config)) as SiteConfig;
  const parent = path.slice(0, -1).reduce<Loose>((at, key) => at[key] as Loose, copy as unknown as Loose);
  const key = path.at(-1) as string;
  if (value === undefined) delete parent[key];
  else parent[key] = value;
  return copy;
}

/** Every place of a config. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...placesOf(inner, here)];
  });
}

const toldOf = (findings: readonly Finding[]): string[] => findings.map(({ code, path }) => `${code} ${path}`);
const nowhere = (config: SiteConfig): SiteConfig => changed(config, ['services', 1, 'purpose'], 'nowhere');

const editionOf = (body: Text): Edition => ({
  label: '1',
  date: '2026-01-01',
  effectiveAt: '2026-01-01T00:00:00Z',
  material: true,
  affects: ['*'],
  changes: [{ ja: '初版です。', en: 'First.' }],
  sections: [{ id: 'scope', heading: { ja: '適用', en: 'Scope' }, body: [body] }],
});

/** The fixture with what few sites have: every part that another one may name. */
const whole: SiteConfig = {
  ...siteConfig,
  ...mailParts,
  api: 'https://consent.example',
  documents: [
    {
      id: 'terms',
      kind: 'terms',
      title: { ja: '会員規約', en: 'Terms' },
      withdrawUrl: '/leave/',
      editions: [editionOf({ ja: '会員に適用します。', en: 'For members.' })],
    },
    {
      id: 'special',
      kind: 'special-terms',
      overrides: 'terms',
      title: { ja: '特則', en: 'Special terms' },
      editions: [editionOf({ ja: '一部の会員に適用します。', en: 'For some.' })],
    },
  ],
};

describe('a config in which one part has a wrong shape', () => {
  it('is told what is wrong with the meaning of the others too, at their own places', () => {
    const config = changed(nowhere(whole), ['services', 0, 'information', 0, 'ja'], 'URL 等');
    expect(toldOf(checkConfig(changed(config, ['validityDays'], '365')).findings)).to.deep.equal([
      'wrong-type validityDays',
      'unknown-purpose services[1].purpose',
      'vague-item services[0].information[0].ja',
    ]);
    // The row before is left out, and the place of this one stays what it is.
    expect(toldOf(checkConfig(changed(nowhere(whole), ['services', 0, 'name'], 7)).findings)).to.deep.equal([
      'wrong-type services[0].name',
      'unknown-purpose services[1].purpose',
    ]);
  });

  it('names the place of the other one too, where two rows are one too many', () => {
    const twice = changed(whole, ['services', 2], { ...whole.services[1] });
    const { findings } = checkConfig(changed(twice, ['services', 0, 'name'], 7));
    const duplicate = findings.find(({ code }) => code === 'duplicate-id');
    expect(duplicate).to.include({ path: 'services[2].id', fix: 'give it another id: services[1] has this one' });
  });

  it('names both places too, where two purposes grant one type of Consent Mode', () => {
    const typed = [1, 2].reduce(
      (config, at) => changed(config, ['purposes', at, 'consentMode'], ['ad_storage']),
      changed(whole, ['purposes', 0, 'name'], 7),
    );
    const duplicate = checkConfig(typed).findings.find(({ code }) => code === 'duplicate-id');
    expect(duplicate).to.include({
      path: 'purposes[2].consentMode[0]',
      received: 'ad_storage',
      fix: 'take it out of one of them: purposes[1].consentMode[0] has this type',
    });
  });

  it('is not told that something is missing which may be in that part', () => {
    expect(toldOf(checkConfig(whole).findings)).to.deep.equal([]);
    const few = { ...whole, services: whole.services.slice(0, 2) };
    // Of each list its first two: the rest are broken in the same way.
    const places = placesOf(few).filter(([, at, ...deeper]) => deeper.length < 2 && (typeof at !== 'number' || at < 2));
    for (const path of places)
      for (const value of path.length < 3 ? [undefined, 7] : [7]) {
        const broken = changed(few, path, value);
        const shape = checkConfig(broken).findings;
        if (!shape.some(({ code }) => /^(missing-key|wrong-type|invalid-value|unknown-key)$/.test(code))) continue;
        const part = pathText(typeof path[1] === 'number' ? path.slice(0, 2) : path.slice(0, 1));
        expect(
          shape.filter((found) => !found.path.startsWith(part)),
          `${pathText(path)} = ${JSON.stringify(value)}`,
        ).to.deep.equal([]);
      }
  });

  it('is not told so either where a key of the whole is misspelt', () => {
    for (const key of Object.keys(whole)) {
      const { [key as keyof SiteConfig]: value, ...rest } = whole;
      const { findings } = checkConfig({ ...rest, [`${key}x`]: value });
      expect(
        toldOf(findings).filter((told) => told !== `unknown-key ${key}x` && told !== `missing-key ${key}`),
        key,
      ).to.deep.equal([]);
    }
  });

  it('holds what is open to the same rule', () => {
    const open = changed(changed(whole, ['services', 0, 'country'], null), ['validityDays'], '365');
    const severities = (strict: boolean) => checkConfig(open, { strict }).findings.map(({ severity }) => severity);
    expect(severities(false)).to.deep.equal(['error', 'warning']);
    expect(severities(true)).to.deep.equal(['error', 'error']);
  });

  it('tells that nothing is in force yet beside a wrong shape, but not where an edition is what is wrong', () => {
    const now = new Date('2001-01-01T00:00:00Z');
    const told = (path: Path) =>
      toldOf(checkConfig(changed(whole, path, 7), { now }).findings).filter((one) => one.startsWith('no-edition'));
    expect(told(['site'])).to.deep.equal(['no-edition-in-force editions[0].effectiveAt']);
    expect(told(['editions', 0, 'effectiveAt'])).to.deep.equal([]);
  });

  it('tells of a list that is too long once, and of none of its rows', () => {
    const many = Array.from({ length: 3000 }, () => ({ ...whole.services[0], purpose: 'nowhere' }));
    expect(toldOf(checkConfig({ ...whole, services: many }).findings)).to.deep.equal(['invalid-value services']);
  });
});
