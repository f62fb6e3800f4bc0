import { virtual } from '@guidepup/virtual-screen-reader/browser.js';
import type { LinkState } from '@noren/core';
import { expect } from 'chai';
import { faults } from '../axe.ts';
import { focused, hasFocus, press } from '../keyboard.ts';
import { inMedium, inWindow, plainMedium } from '../media.ts';
import { clear, part, parts, still } from '../stage.ts';
import { ASKING, card } from './card.ts';

const STATES: readonly LinkState[] = [ASKING, { status: 'confirm' }, { status: 'linked' }];

async function inState(state: LinkState, language: string) {
  const set = await card({ language });
  set.link(state);
  await still(set.element);
  return set.element;
}

/** Size and look of the answers. */
function looks(element: Element) {
  return parts(element, '.actions button').map((button) => {
    const { width, height } = button.getBoundingClientRect();
    const { color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight, fontFamily, opacity } =
      getComputedStyle(button);
    const size = [Math.round(width * 10), Math.round(height * 10)];
    return { size, color, backgroundColor, borderColor, borderWidth, fontSize, fontWeight, fontFamily, opacity };
  });
}

describe('noren-personal-url: accessibility', () => {
  afterEach(async () => {
    clear();
    await plainMedium();
  });

  for (const state of STATES) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const language of ['ja', 'en']) {
        it(`has nothing that axe finds wrong: ${state.status} (${scheme}, ${language})`, async function () {
          await inMedium(this, scheme);
          await inState(state, language);
          expect(await faults()).to.deep.equal([]);
        });
      }
    }
  }

  for (const language of ['ja', 'en']) {
    for (const scheme of ['light', 'dark', 'forced-colors'] as const) {
      it(`gives the three answers the same box, font and colours (${scheme}, ${language})`, async function () {
        await inMedium(this, scheme);
        const [first, ...others] = looks(await inState(ASKING, language));
        expect(others).to.deep.equal([first, first]);
      });
    }

    for (const [width, height] of [
      [320, 640],
      [320, 256],
      [640, 360],
    ] as const) {
      it(`fits ${width} by ${height} pixels, its answers alike (${language})`, async function () {
        await inWindow(this, width, height);
        const element = await inState(ASKING, language);
        const [first, ...others] = looks(element);
        expect(others).to.deep.equal([first, first]);
        const { left, top, right, bottom } = part(element, '[part=panel]').getBoundingClientRect();
        expect([left >= 0, top >= 0, right <= width, bottom <= height]).to.deep.equal([true, true, true, true]);
        const surface = part(element, '[part=surface]');
        expect(surface.scrollWidth).to.be.at.most(surface.clientWidth);
        expect(document.documentElement.scrollWidth).to.equal(width);
        // Each answer is seen when it has the focus, whatever was scrolled.
        for (let presses = 0; presses < 5; presses += 1) {
          await press('Tab');
          const focus = focused();
          const box = focus?.getBoundingClientRect() ?? new DOMRect();
          const seen = element.shadowRoot?.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          expect(focus?.contains(seen ?? null), focus?.outerHTML).to.equal(true);
        }
        await inWindow(this, 800, 600);
      });
    }
  }

  for (const [language, atMost] of [
    ['ja', 100],
    ['en', 170],
  ] as const) {
    it(`leaves half of the screen of a telephone to the page, and much of its own half to what is asked: ${language}`, async function () {
      await inWindow(this, 360, 640);
      const element = await inState(ASKING, language);
      const height = (selector: string) => part(element, selector).getBoundingClientRect().height;
      expect(height('[part=panel]')).to.be.at.most(320);
      expect(height('.actions')).to.be.at.most(atMost);
      const sizes = parts(element, '.actions button').map((button) => button.getBoundingClientRect());
      expect(new Set(sizes.map(({ width }) => Math.round(width))).size).to.equal(1);
      expect(new Set(sizes.map((box) => Math.round(box.height))).size).to.equal(1);
      for (const button of parts(element, '.actions button')) {
        expect(button.scrollWidth).to.be.at.most(button.clientWidth);
        expect(button.getBoundingClientRect().height).to.be.at.least(44);
      }
      await inWindow(this, 800, 600);
    });
  }

  it('moves to the other edge instead of covering what has the focus', async function () {
    await inWindow(this, 320, 700);
    const page = document.createElement('button');
    page.textContent = 'page';
    page.style.cssText = 'position: fixed; inset: auto auto 12px 12px';
    document.body.append(page);
    const element = await inState(ASKING, 'ja');
    page.focus();
    expect(hasFocus(page)).to.equal(true);
    const box = part(element, '[part=panel]').getBoundingClientRect();
    expect(box.bottom).to.be.below(page.getBoundingClientRect().top);
    await inWindow(this, 800, 600);
  });

  it('has no target smaller than 24 by 24 and no text smaller than 14 pixels', async () => {
    document.documentElement.style.fontSize = '10px';
    const element = await inState(ASKING, 'ja');
    for (const target of parts(element, 'button, a')) {
      const { width, height } = target.getBoundingClientRect();
      expect(Math.min(width, height), target.outerHTML).to.be.at.least(24);
    }
    for (const text of parts(element, 'p, dt, dd, li, h2, h3, button, a')) {
      expect(Number.parseFloat(getComputedStyle(text).fontSize), text.outerHTML).to.be.at.least(14);
    }
    document.documentElement.style.fontSize = '';
  });

  it('is not printed', async function () {
    const element = await inState(ASKING, 'ja');
    await inMedium(this, 'print');
    expect(getComputedStyle(element).display).to.equal('none');
  });

  it('reads as a region: what the link is, both permissions with what is joined, three answers, two ways out', async () => {
    const element = await inState(ASKING, 'en');
    await virtual.start({ container: part(element, '[part=panel]') });
    const phrases: string[] = [];
    while (!phrases.at(-1)?.startsWith('end of region')) {
      phrases.push(await virtual.lastSpokenPhrase());
      await virtual.next();
    }
    await virtual.stop();
    const told = phrases.filter((phrase) => /^(region|heading|button|link|listitem)/.test(phrase));
    expect(told).to.deep.equal([
      'region, Recognising you by this link',
      'heading, Recognising you by this link, level 2',
      'heading, Recognising you by a link in our mail, level 3',
      'heading, Joining what you view with your membership, level 3',
      ...[1, 2, 3].map((at) => `listitem, level 1, position ${at}, set size 3`),
      'button, Recognise me',
      'button, Join my data as well',
      'button, Open without recognising me',
      'button, Cookie settings',
      'link, How we handle personal information (opens in a new tab)',
    ]);
  });

  it('says once, in one line, what is asked and what can be answered', async () => {
    const element = await inState(ASKING, 'en');
    const status = part(element, '[role=status]');
    expect(status.textContent).to.equal(
      'Recognising you by this link / Recognise me / Join my data as well / Open without recognising me',
    );
  });
});
