import { virtual } from '@guidepup/virtual-screen-reader/browser.js';
import { expect } from 'chai';
import { faults } from '../axe.ts';
import { press, tabTo } from '../keyboard.ts';
import { inMedium, inWindow, plainMedium } from '../media.ts';
import { clear, part, parts } from '../stage.ts';
import { type DeskScene, desk, settled } from './desk.ts';

const FULL: DeskScene = {
  states: {
    'members-news email': { state: 'on', changedAt: '2026-11-22T03:00:00.000Z' },
    'members-news postal': { state: 'on' },
    'energy-events email': { state: 'pending' },
  },
};

/** With everything in it that can be: a channel's frequency, a confirmation under way, and a question. */
async function asking(language: string) {
  const made = await desk({ ...FULL, language });
  made.elsewhere('members-news sms', { state: 'on' });
  part(made.element, '[part=drop]').click();
  await settled(made.element);
  part(made.element, '[part=problem]');
  return made.element;
}

describe('noren-mail-preferences: accessibility', () => {
  afterEach(async () => {
    clear();
    await plainMedium();
  });

  for (const scheme of ['light', 'dark', 'forced-colors'] as const) {
    for (const language of ['ja', 'en']) {
      it(`has nothing that axe finds wrong (${scheme}, ${language})`, async function () {
        await inMedium(this, scheme);
        const { element } = await desk({ ...FULL, language });
        expect(await faults()).to.deep.equal([]);
        element.remove();
        await asking(language);
        expect(await faults()).to.deep.equal([]);
      });
    }
  }

  for (const [width, height] of [
    [320, 640],
    [320, 256],
  ] as const) {
    for (const language of ['ja', 'en']) {
      it(`needs no scrolling from side to side at ${width} × ${height} (${language})`, async function () {
        await inWindow(this, width, height);
        document.documentElement.lang = language;
        const element = await asking(language);
        const { clientWidth, scrollWidth } = document.documentElement;
        expect(scrollWidth).to.be.at.most(clientWidth);
        for (const control of parts(element, 'input, button, select')) {
          const { left, right } = control.getBoundingClientRect();
          expect(left, control.id).to.be.at.least(0);
          expect(right, control.id).to.be.at.most(clientWidth);
        }
      });
    }
  }

  it('is worked by keyboard alone', async () => {
    const { element, sent } = await desk();
    await tabTo('#energy-events-email');
    await press('Space');
    await settled(element);
    await tabTo('[part~=stop]');
    await press('Enter');
    await settled(element);
    await press('Enter');
    await settled(element);
    expect(sent.map(({ changes, stopAll, undo }) => [changes?.length, stopAll, typeof undo])).to.deep.equal([
      [1, undefined, 'undefined'],
      [undefined, true, 'undefined'],
      [undefined, undefined, 'string'],
    ]);
  });

  it('tells a screen reader what a switch is for, how it stands, and what came of it', async () => {
    const { element } = await desk({ language: 'en' });
    const root = element.shadowRoot as ShadowRoot;
    await virtual.start({ container: root.querySelector('.surface') as HTMLElement });
    for (let at = 0; at < 60 && !(await virtual.lastSpokenPhrase()).startsWith('switch, Energy courses'); at += 1)
      await virtual.next();
    expect(await virtual.lastSpokenPhrase())
      .to.include('Tells you of coming courses.')
      .and.include('not checked');
    await virtual.stop();
    part(element, '#energy-events-email').click();
    await settled(element);
    expect(part(element, '[role=status]').textContent).to.match(/^“Energy courses” is now “On”\. ?Saved on /);
  });

  it('prints what is chosen, in words, and no control', async function () {
    await inMedium(this, 'print');
    const { element } = await desk(FULL);
    expect(parts(element, '.switch, select, button').filter((one) => one.offsetParent !== null)).to.deep.equal([]);
    const shown = parts(element, '.state, .pill').filter((one) => one.offsetParent !== null);
    expect(shown.map(({ textContent }) => textContent))
      .to.include('受け取る')
      .and.include('省エネ講座のお知らせ: 確認待ち');
  });
});
