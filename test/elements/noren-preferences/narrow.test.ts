import { expect } from 'chai';
import { decidedAll } from '../decisions.ts';
import { focused, hasFocus, press } from '../keyboard.ts';
import { inWindow } from '../media.ts';
import { clear, openPreferences, part, parts, place, stage, still } from '../stage.ts';

/** Parts of an element that reach beyond its box to the right. */
function tooWide(element: HTMLElement): string[] {
  const { right } = part(element, '.frame').getBoundingClientRect();
  const wide = parts(element, '*').filter(
    (inner) => !inner.matches('.spoken') && inner.getBoundingClientRect().right > right + 1,
  );
  return wide.map(({ outerHTML }) => outerHTML.slice(0, 120));
}

describe('noren-preferences: little room', () => {
  afterEach(clear);

  for (const language of ['ja', 'en']) {
    it(`fits 320 pixels as a section, with everything open (${language})`, async () => {
      const { noren } = await stage({ language, decisions: decidedAll(true) });
      const element = await place('noren-preferences', noren, true);
      const box = document.body.appendChild(document.createElement('div'));
      box.style.width = '320px';
      box.append(element);
      for (const button of parts(element, '.more')) button.click();
      await still(element);
      expect(part(element, '.frame').getBoundingClientRect().width).to.equal(320);
      expect(tooWide(element)).to.deep.equal([]);
    });

    it(`fits a window of 320 by 256 pixels, which is 400 % of a common one (${language})`, async function () {
      await inWindow(this, 320, 256);
      const { element } = await openPreferences({ language, decisions: decidedAll(true) });
      for (const button of parts(element, '.more')) button.click();
      await still(element);
      expect(document.documentElement.scrollWidth).to.equal(320);
      expect(tooWide(element)).to.deep.equal([]);
      const surface = part(element, '.surface');
      expect(surface.scrollWidth).to.be.at.most(surface.clientWidth);
      await inWindow(this, 800, 600);
    });
  }

  it('covers nothing that has the focus while it is tabbed through', async function () {
    await inWindow(this, 360, 420);
    const { element } = await openPreferences({ decisions: decidedAll(true) });
    const last = parts(element, 'a').at(-1);
    for (let presses = 0; !hasFocus(last) && presses < 30; presses += 1) {
      await press('Tab');
      const focus = focused();
      const { left, top, width, height } = focus?.getBoundingClientRect() ?? new DOMRect();
      const seen = element.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2);
      expect(focus?.contains(seen ?? null) || seen?.contains(focus), focus?.outerHTML).to.equal(true);
    }
    expect(hasFocus(last)).to.equal(true);
    await inWindow(this, 800, 600);
  });
});
