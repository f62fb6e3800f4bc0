import { expect } from 'chai';
import { faults } from '../axe.ts';
import { decidedAll, decisions } from '../decisions.ts';
import { press, tabTo } from '../keyboard.ts';
import { inMedium, plainMedium } from '../media.ts';
import { clear, part, place, type Scene, stage, still, textOf } from '../stage.ts';

async function placed(scene: Scene = {}, inline = false) {
  const set = await stage(scene);
  return { ...set, element: await place('noren-trigger', set.noren, inline) };
}
const button = (element: Element) => part(element, 'button');

describe('noren-trigger', () => {
  afterEach(async () => {
    clear();
    await plainMedium();
  });

  for (const [state, scene, text] of [
    ['nothing chosen', {}, 'クッキーの設定 まだ選択していません'],
    ['everything allowed', { decisions: decidedAll(true) }, 'クッキーの設定 すべて許可しています'],
    ['everything refused', { decisions: decidedAll(false) }, 'クッキーの設定 必要なもののみ許可しています'],
    [
      'some allowed',
      { decisions: decisions({ statistics: true, advertising: false }) },
      'クッキーの設定 1件を許可しています',
    ],
    [
      'some allowed, in English',
      { language: 'en', decisions: decisions({ statistics: true }) },
      'Cookie settings 1 allowed',
    ],
  ] as [string, Scene, string][]) {
    it(`says in words what is stored: ${state}`, async () => {
      const { element } = await placed(scene);
      expect(textOf(button(element))).to.equal(text);
    });
  }

  it('has stepped aside from a notice that was there before it', async () => {
    document.body.append(document.createElement('noren-notice'));
    const { element } = await placed();
    expect(button(element).className).to.equal('aside');
    const { element: chosen } = await placed({ decisions: decidedAll(true) });
    expect(button(chosen).className).to.equal('');
  });

  for (const light of ['light', 'dark'] as const) {
    it(`with inline has the colour of the text in which it stands, where the reader prefers ${light}`, async function () {
      await inMedium(this, light);
      const { element } = await placed({}, true);
      for (const colour of ['rgb(51, 51, 51)', 'rgb(250, 250, 250)']) {
        document.body.append(Object.assign(document.createElement('p'), { style: `color: ${colour}` }));
        document.body.lastElementChild?.append(element);
        await tabTo('button');
        for (const selector of ['.text', '.state'])
          expect(getComputedStyle(part(element, selector)).color, selector).to.equal(colour);
        expect(getComputedStyle(button(element)).outlineColor, 'its ring').to.equal(colour);
      }
    });
  }

  it('follows every change', async () => {
    const { element, decide } = await placed();
    decide({ purposes: { statistics: true } }, 'other-tab');
    await still(element);
    expect(textOf(button(element))).to.include('1件を許可しています');
  });

  for (const inline of [false, true]) {
    it(`asks to open the preferences, by pointer and by keyboard (${inline ? 'inline' : 'tab'})`, async () => {
      const { element, requests } = await placed({}, inline);
      button(element).click();
      await tabTo('button');
      await press('Enter');
      const request = { action: 'show', surface: 'preferences' };
      expect(requests).to.deep.equal([request, request]);
    });
  }

  it('works before and without the wording', async () => {
    const { element, requests } = await placed({ noren: { wording: () => Promise.reject(new Error('offline')) } });
    expect(textOf(button(element))).to.equal('個別に設定する');
    button(element).click();
    expect(requests).to.have.length(1);
  });

  it('stands at the lower left and moves nothing, or with inline where it was put', async () => {
    const { element } = await placed();
    const { left, bottom } = element.getBoundingClientRect();
    expect([left, Math.round(bottom)]).to.deep.equal([16, window.innerHeight]);
    expect(document.body.getBoundingClientRect().height).to.equal(0);
    clear();
    const inline = await placed({}, true);
    expect(getComputedStyle(inline.element).position).to.equal('static');
  });

  it('is large enough to hit', async () => {
    const { element } = await placed();
    expect(button(element).getBoundingClientRect().height).to.be.at.least(44);
    clear();
    const inline = await placed({}, true);
    expect(button(inline.element).getBoundingClientRect().height).to.be.at.least(24);
  });

  it('steps aside from what has the focus beneath it, and comes back when it is reached itself', async () => {
    const { element } = await placed();
    const under = document.body.appendChild(document.createElement('button'));
    Object.assign(under.style, { position: 'fixed', left: '20px', bottom: '0', width: '40px', height: '30px' });
    under.focus();
    await still(element);
    expect(getComputedStyle(button(element)).opacity).to.equal('0');
    button(element).focus();
    await still(element);
    expect(getComputedStyle(button(element)).opacity).to.equal('1');
    const elsewhere = document.body.appendChild(document.createElement('button'));
    elsewhere.focus();
    await still(element);
    expect(getComputedStyle(button(element)).opacity).to.equal('1');
  });

  it('steps aside while the notice is open', async () => {
    const { element, emit } = await placed();
    emit('shown', { name: 'notice' });
    await still(element);
    expect(getComputedStyle(button(element)).opacity).to.equal('0');
    emit('hidden', { name: 'notice' });
    await still(element);
    expect(getComputedStyle(button(element)).opacity).to.equal('1');
  });

  it('is not printed', async function () {
    const { element } = await placed();
    await inMedium(this, 'print');
    expect(getComputedStyle(element).display).to.equal('none');
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const language of ['ja', 'en']) {
      it(`has nothing that axe finds wrong (${scheme}, ${language})`, async function () {
        await inMedium(this, scheme);
        const { noren } = await placed({ language, decisions: decidedAll(true) });
        await place('noren-trigger', noren, true);
        expect(await faults()).to.deep.equal([]);
      });
    }
  }
});
