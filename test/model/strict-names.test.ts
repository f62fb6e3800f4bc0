import { fitsPattern } from '@noren/model';
import { publishConfig } from '@noren/model/publish';
import type { Service } from '@noren/model/schema';
import { expect } from 'chai';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from './runtime.ts';
import { seeded } from './seeded.ts';

const [row] = siteConfig.services as [Service];

/** What strict mode goes by, for a row with cookies of these names. */
async function expressionOf(...names: string[]): Promise<RegExp> {
  const services = [{ ...row, cookies: names.map((name) => ({ name })) }];
  const { strict } = await publishConfig({ ...siteConfig, services }, PUBLISHED_AT);
  return new RegExp(strict.rows[0]?.cookies ?? '$^');
}

describe('the names of a row, as strict mode has them', () => {
  it('fit what the patterns fit, and never Noren’s own', async () => {
    const random = seeded(5);
    const word = (letters: string, most: number): string =>
      Array.from({ length: 1 + random(most) }, () => letters[random(letters.length)]).join('');
    const patterns = [...Array.from({ length: 30 }, () => `a${word('ab*', 6)}`), 'a.b+(c)*1', '$&*\\d|e', 'n*n'];
    for (let at = 0; at < patterns.length; at += 3) {
      const some = patterns.slice(at, at + 3);
      const expression = await expressionOf(...some);
      const names = [
        ...Array.from({ length: 200 }, () => `a${word('ab', 8)}`),
        'a.b+(c)xy1',
        '$&\n\\d|e',
        'a',
        'noren',
      ];
      for (const name of names) {
        const expected = name !== 'noren' && some.some((pattern) => fitsPattern(name, pattern));
        expect(expression.test(name), `${name} ~ ${some}`).to.equal(expected);
      }
    }
  });

  it('stay cheap where a backtracking match would not end', async () => {
    const many = await expressionOf(`${'a*'.repeat(59)}b`, `${'*a'.repeat(59)}c`);
    expect(many.test('a'.repeat(4000))).to.equal(false);
    expect(many.test(`${'a'.repeat(4000)}c`)).to.equal(true);
  });
});
