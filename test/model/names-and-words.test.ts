import { fill, fitsPattern, NorenError, pickLanguage } from '@noren/model';
import { expect } from 'chai';
import { seeded } from './seeded.ts';

describe('a pattern of names', () => {
  for (const [pattern, fits, others] of [
    ['_ga', ['_ga'], ['_gat', 'x_ga', '', '_GA']],
    ['_ga_*', ['_ga_', '_ga_A1'], ['_ga', 'x_ga_A1']],
    ['*_id', ['_id', 'a_id'], ['id', 'a_id2']],
    ['a*b*c', ['abc', 'axxbyyc', 'abbcc'], ['ac', 'acb', 'abcx']],
    ['a*a', ['aa', 'aba'], ['a', '']],
    ['ab*bc', ['abbc', 'ab-bc'], ['abc']],
    ['a**b', ['ab', 'axb'], ['a', 'b']],
    ['a.b+(c)', ['a.b+(c)'], ['axb+(c)', 'abbc']],
    ['$&*', ['$&', '$&x'], ['x']],
  ] as [string, string[], string[]][]) {
    it(`fits what it says and nothing else: ${pattern}`, () => {
      for (const name of fits) expect(fitsPattern(name, pattern), name).to.equal(true);
      for (const name of others) expect(fitsPattern(name, pattern), name).to.equal(false);
    });
  }

  it('agrees with a regular expression on whatever letters and stars', () => {
    const random = seeded(3);
    const word = (letters: string, most: number): string =>
      Array.from({ length: random(most) }, () => letters[random(letters.length)]).join('');
    for (let round = 0; round < 3000; round += 1) {
      const [name, pattern] = [word('ab', 7), word('ab*', 6)];
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
      expect(fitsPattern(name, pattern), `${name} ~ ${pattern}`).to.equal(expected);
    }
  });

  it('stays cheap where a backtracking match would not end', () => {
    expect(fitsPattern('a'.repeat(50_000), `${'a*'.repeat(59)}b`)).to.equal(false);
    expect(fitsPattern(`${'a'.repeat(50_000)}b`, `${'*a'.repeat(59)}b`)).to.equal(true);
  });
});

describe('the language of the surfaces', () => {
  for (const [available, wishes, picked] of [
    [['ja', 'en'], ['en'], 'en'],
    [['ja', 'en'], ['en-GB'], 'en'],
    [['ja', 'en'], ['EN-gb', 'ja'], 'en'],
    [['zh-Hans', 'zh-Hant'], ['zh-Hant'], 'zh-Hant'],
    [['zh-Hans', 'zh-Hant'], ['zh-hant'], 'zh-Hant'],
    [['ja', 'en'], [undefined, '', 'de', 'en'], 'en'],
    [['ja', 'en'], ['de', 'fr'], 'ja'],
    [['ja', 'en'], [], 'ja'],
    [[], ['ja'], 'en'],
  ] as [string[], (string | undefined)[], string][]) {
    it(`of ${available.join()} for ${wishes.join() || 'nobody'} is ${picked}`, () => {
      expect(pickLanguage(available, wishes)).to.equal(picked);
    });
  }
});

describe('a text with braces', () => {
  it('is filled once, with the values as they are', () => {
    expect(fill('{a} と {b} と {a}', { a: '{b}', b: '$&' })).to.equal('{b} と $& と {b}');
    expect(fill('{count} rows', { count: 0 })).to.equal('0 rows');
  });

  it('keeps braces that nobody fills, also those named like a method of every object', () => {
    expect(fill('{unknown} {toString} {constructor} {}', {})).to.equal('{unknown} {toString} {constructor} {}');
  });
});

describe('an integrator’s mistake', () => {
  it('says its code, the place, the received value and what would be right', () => {
    const error = new NorenError({ code: 'unknown-purpose', path: 'purposes[2]', received: 'x', fix: 'one of a, b' });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({ name: 'NorenError', code: 'unknown-purpose', path: 'purposes[2]', received: 'x' });
    expect(error.message).to.equal('noren: unknown-purpose at purposes[2] – one of a, b');
  });

  it('has no empty fields', () => {
    expect(Object.keys(new NorenError({ code: 'no-config' }))).to.have.members(['name', 'code']);
  });
});
