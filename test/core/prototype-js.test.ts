import { recordRequest } from '@noren/model/schema';
import { expect } from 'chai';
import { apiPage } from './api-page.ts';
import { keptIn } from './database.ts';
import { keptPurposes } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages, type Page } from './page.ts';

/** What Prototype.js 1.6 does to a page, as far as JSON and lists go. Its `toJSON` gives a text. */
function loadPrototypeJs({ window }: Page): void {
  const text = (value: unknown): string =>
    Array.isArray(value) ? `[${value.map(text).join(', ')}]` : window.JSON.stringify(value);
  const add = (to: object, more: object): unknown => Object.assign(to, more);
  add(window.Array.prototype, {
    toJSON(this: unknown[]) {
      return text([...this]);
    },
    entries(this: unknown[]) {
      return this.slice();
    },
  });
  add(window.String.prototype, {
    toJSON() {
      return `"${this}"`;
    },
  });
  add(window.Date.prototype, {
    toJSON(this: Date) {
      return `"${this.toISOString()}"`;
    },
  });
  add(window.Array, { from: (list: ArrayLike<unknown>) => window.Array.prototype.slice.call(list) });
  // Not Prototype.js, but others of its time.
  window.Object.defineProperty(window.Object.prototype, 'toJSON', { value: () => '{}', configurable: true });
}

describe('a page with Prototype.js', () => {
  afterEach(closePages);

  it('keeps the choice, and its record, as any other page does', async () => {
    const { noren, records, heard } = await apiPage([{ confirm: {} }], { before: loadPrototypeJs });
    const synced = heard('synced');
    noren.decide({ purposes: { statistics: true, advertising: false } });
    expect(keptPurposes()).to.include({ statistics: true, advertising: false });
    await synced;
    const [record] = await records(1);
    expect(recordRequest.parse(record)).to.deep.equal(record);
    expect(record?.chosen.purposes).to.deep.equal({ statistics: true, advertising: false });
    await until(async () => !(await keptIn('noren-outbox')).length);
    // What another tab may have written is weighed against it.
    noren.withdraw('statistics');
    expect(keptPurposes()).to.deep.include({ statistics: false, advertising: false });
  });
});
