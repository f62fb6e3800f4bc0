import { type Condition, holds } from '@noren/model';
import { expect } from 'chai';

const on = (condition: unknown): boolean => holds(condition as Condition, (id) => id === 'statistics');

describe('a condition over purposes', () => {
  for (const [condition, expected] of [
    ['statistics', true],
    ['advertising', false],
    [{ not: 'advertising' }, true],
    [{ and: ['statistics', { not: 'advertising' }] }, true],
    [{ and: ['statistics', 'advertising'] }, false],
    [{ or: ['advertising', 'statistics'] }, true],
    [{ or: ['advertising', { and: ['statistics', { not: 'statistics' }] }] }, false],
    [{ and: [] }, true],
    [{ or: [] }, false],
  ] as [Condition, boolean][]) {
    it(`holds or not: ${JSON.stringify(condition)}`, () => expect(on(condition)).to.equal(expected));
  }

  for (const nonsense of [
    undefined,
    null,
    1,
    true,
    [],
    {},
    { and: 'statistics' },
    { or: null },
    { xor: ['statistics'] },
  ]) {
    it(`does not hold, and does not throw, when it is none: ${JSON.stringify(nonsense)}`, () =>
      expect(on(nonsense)).to.equal(false));
  }
});
