import { expect } from 'chai';
import { everyElement } from './every-element.ts';
import { focused, press } from './keyboard.ts';
import { inWindow } from './media.ts';
import { clear } from './stage.ts';

/** What the keyboard stops at that is no control and has no name to be told by, from the first stop on around. */
async function nameless(): Promise<string[]> {
  const seen = new Set<Element>();
  const found: string[] = [];
  for (;;) {
    await press('Tab');
    const stop = focused();
    if (!stop || stop === document.body || stop === document.documentElement || seen.has(stop)) return found;
    seen.add(stop);
    const isNamed = stop.matches('a, button, input, select, summary, [role][aria-label], [role][aria-labelledby]');
    if (!isNamed) found.push((stop.cloneNode() as Element).outerHTML);
  }
}

describe('what the keyboard stops at', () => {
  afterEach(clear);

  for (const [name, scene] of Object.entries(everyElement))
    it(`${name}: is a control, or an area that has a name, in a large window and in a small one`, async function () {
      this.timeout(30_000);
      for (const [width, height] of [
        [1280, 800],
        [320, 568],
      ] as const) {
        await inWindow(this, width, height);
        await scene('ja');
        expect(await nameless(), `${width} × ${height}`).to.deep.equal([]);
        clear();
      }
      await inWindow(this, 800, 600);
    });
});
