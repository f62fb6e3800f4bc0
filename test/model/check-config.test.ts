import { checkConfig, type Finding } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';

type Loose = Record<string | number, unknown>;

/** The fixture's config with one value at a path replaced; `undefined` removes it. */
function changed(path: (string | number)[], value: unknown): SiteConfig {
  const copy = structuredClone(siteConfig);
  const parent = path.slice(0, -1).reduce<Loose>((at, key) => at[key] as Loose, copy as unknown as Loose);
  const key = path.at(-1) as string;
  if (value === undefined) delete parent[key];
  else parent[key] = value;
  return copy;
}

const without = ({ fix, ...rest }: Finding): Omit<Finding, 'fix'> => rest;
const MANY = Array.from({ length: 21 }, (_, at) => `en-x${String.fromCharCode(97 + at)}xxx`);
const HTTPS = 'an absolute https URL (http only on localhost)';

describe('checking a config', () => {
  it('finds nothing in a good one, and gives it back', () => {
    expect(checkConfig(siteConfig)).to.deep.equal({ config: siteConfig, findings: [] });
  });

  for (const [what, path, value, code, at] of [
    ['an unknown key', ['titel'], 'x', 'unknown-key', 'titel'],
    ['an unknown key deep inside', ['purposes', 1, 'descripton'], {}, 'unknown-key', 'purposes[1].descripton'],
    ['a wrong type', ['validityDays'], '365', 'wrong-type', 'validityDays'],
    ['a wrong type deep inside', ['services', 0, 'information', 0], 'text', 'wrong-type', 'services[0].information[0]'],
    ['a missing key', ['registerUrl'], undefined, 'missing-key', 'registerUrl'],
    ['a value that is not offered', ['purposes', 1, 'mode'], 'optin', 'invalid-value', 'purposes[1].mode'],
    ['a number out of range', ['validityDays'], 401, 'invalid-value', 'validityDays'],
    ['an id in capitals', ['purposes', 1, 'id'], 'Statistics', 'invalid-value', 'purposes[1].id'],
    ['an id that every object has', ['purposes', 1, 'id'], 'constructor', 'invalid-value', 'purposes[1].id'],
    ['a date that is none', ['editions', 0, 'date'], '2026-02-30', 'invalid-value', 'editions[0].date'],
    ['a URL that runs', ['services', 0, 'policyUrl'], 'javascript:alert(1)', 'invalid-value', 'services[0].policyUrl'],
    ['a URL with a password', ['registerUrl'], 'https://a:b@c.example/', 'invalid-value', 'registerUrl'],
    ['a link to whichever host', ['registerUrl'], '//elsewhere.example/', 'invalid-value', 'registerUrl'],
    ['a link that a browser takes for one', ['registerUrl'], '/\\elsewhere.example/', 'invalid-value', 'registerUrl'],
    ['a link whose tab a browser drops', ['registerUrl'], '/\t/elsewhere.example', 'invalid-value', 'registerUrl'],
    ['a link whose line break is dropped', ['policyUrl'], '/\n\\elsewhere.example', 'invalid-value', 'policyUrl'],
    [
      'a URL with a line break',
      ['services', 0, 'policyUrl'],
      'https://a\n.jp/',
      'invalid-value',
      'services[0].policyUrl',
    ],
    ['a language that Intl does not know', ['languages', 1], 'en-12', 'invalid-value', 'languages[1]'],
    ['a language twice', ['languages'], ['ja', 'zh-Hant', 'zh-hant'], 'invalid-value', 'languages'],
    ['more languages than a page can offer', ['languages'], MANY, 'invalid-value', 'languages'],
    ['an origin with a path', ['origins', 0], 'https://portal.example/a', 'invalid-value', 'origins[0]'],
    ['a language that is none', ['name'], { ja: 'x', 日本語: 'y' }, 'invalid-value', 'name.日本語'],
  ] as [string, (string | number)[], unknown, string, string][]) {
    it(`refuses ${what}, with its place and the received value`, () => {
      const { config, findings } = checkConfig(changed(path, value));
      expect(config).to.equal(undefined);
      expect(findings.map(({ code, severity }) => ({ code, severity }))).to.deep.equal([{ code, severity: 'error' }]);
      expect(findings[0]?.path.replace(/\["(.*)"\]$/, '.$1')).to.equal(at);
      if (what !== 'a language that is none') expect(findings[0]?.received).to.deep.equal(value);
      expect(findings[0]?.fix).to.be.a('string').and.not.equal('');
    });
  }

  it('says what is wrong with a shape in plain words, none of the schema library', () => {
    for (const [path, value, fix] of [
      [['origins'], [], 'name at least one: the list is empty'],
      [['origins'], 'https://portal.example', 'a list, [ … ] belongs here, and this is a text'],
      [['cookie'], [], 'an object, { … } belongs here, and this is a list'],
      [['name'], undefined, 'add it: the text in each language, { "ja": "…", "en": "…" }'],
      [['name'], 'Portal', 'the text in each language, { "ja": "…", "en": "…" } belongs here, and this is a text'],
      [['services', 0, 'ownPurpose'], {}, 'the text in each language, { "ja": "…", "en": "…" }'],
      [['registerUrl'], undefined, 'add it: an address, or one for each language'],
      [['entity'], undefined, 'add it: a text in double quotes'],
      [['validityDays'], '365', 'a number belongs here, and this is a text'],
      [['validityDays'], 401, 'a number of at most 400'],
      [['enabled'], null, 'true or false belongs here, and this is null'],
      [['languages'], MANY, 'at most 20 languages'],
      [['editions', 0, 'documentNumber'], 'x'.repeat(41), 'at most 40 characters'],
      [['words'], { ja: { notice: { title: '' } } }, 'write something: it is empty'],
    ] as [(string | number)[], unknown, string][])
      expect(checkConfig(changed(path, value)).findings.map((found) => found.fix)).to.deep.equal([fix]);
  });

  for (const key of ['__proto__', 'constructor', 'prototype']) {
    it(`refuses the key ${key} wherever it stands in a JSON text`, () => {
      const text = JSON.stringify(siteConfig)
        .replace('"cookie":', '"c":')
        .replace('"site":', `"${key}":{"a":1},"site":`);
      const inside = JSON.stringify(siteConfig).replace('"mode":', `"${key}":{"polluted":1},"mode":`);
      for (const [input, path] of [
        [text, key],
        [inside, `purposes[0].${key}`],
      ] as const) {
        expect(checkConfig(JSON.parse(input)).findings.map(without)).to.deep.include({
          severity: 'error',
          code: 'forbidden-key',
          path,
          received: key,
        });
      }
      expect({}).to.not.have.property('polluted');
    });
  }

  it('says what a URL must be', () => {
    expect(checkConfig(changed(['services', 0, 'policyUrl'], 'http://a.example')).findings[0]?.fix).to.equal(HTTPS);
  });

  for (const input of [undefined, null, 0, '', 'text', [], [[]], {}, () => 0]) {
    it(`never throws: ${typeof input} ${JSON.stringify(input)}`, () => {
      const { config, findings } = checkConfig(input);
      expect(config).to.equal(undefined);
      expect(findings).to.not.have.length(0);
    });
  }

  it('never throws on a config that contains itself', () => {
    const circle: Record<string, unknown> = { ...siteConfig };
    circle.notice = circle;
    expect(checkConfig(circle).config).to.equal(undefined);
  });
});
