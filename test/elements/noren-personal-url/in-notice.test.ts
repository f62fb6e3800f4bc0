import { LINK_TOLD } from '@noren/core';
import { drawNotice } from '@noren/elements/draw-notice';
import { UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { linkConfig } from '../../fixtures/link-config.ts';
import { faults } from '../axe.ts';
import { clear, part, parts, place, type Scene, stage, still, textOf } from '../stage.ts';
import { card, isShown } from './card.ts';

const status = (element: Element) => textOf(part(element, '[role=status]'));

/** The page of somebody who comes for the first time, by a link: the notice asks, and the card is there. */
async function firstVisit(scene: Scene = {}) {
  const { noren } = await stage({ config: linkConfig, ...scene });
  const notice = document.createElement('noren-notice');
  drawNotice(notice, noren.config, noren.state);
  document.body.prepend(notice);
  const events: string[] = [];
  const hear = () => events.push('told');
  addEventListener(LINK_TOLD, hear, { once: true });
  const set = await card({ decisions: UNDECIDED, ...scene });
  removeEventListener(LINK_TOLD, hear);
  const panel = part(notice, '.panel');
  const answerNotice = async () => {
    part(notice, '.actions button').click();
    panel.hidden = true;
    await still(set.element);
  };
  return { ...set, notice, told: events, answerNotice };
}

describe('noren-personal-url: where the notice asks about the same', () => {
  afterEach(clear);

  it('says there what its yes does with the link, and what is joined, and is not seen itself', async () => {
    const { element, notice, told } = await firstVisit();
    const [place] = parts(notice, '[part=personal-url]');
    const text = place?.textContent ?? '';
    expect(text).to.include('「すべて許可する」を選ぶと').and.include('「個別に設定する」をお選びください');
    expect(parts(notice, '[part=personal-url] li').map(({ textContent }) => textContent)).to.deep.equal([
      '会社名',
      '職種',
      '閲覧したページ',
    ]);
    expect(text).to.include('解除するまで、長くても1年間').and.not.include('{');
    expect(told).to.deep.equal(['told']);
    expect(isShown(element)).to.equal(false);
    expect(status(element)).to.include('「すべて許可する」を選ぶと');
    expect(await faults()).to.deep.equal([]);
  });

  it('tells what became of the link once the notice was answered, with what is joined and the way back', async () => {
    const { element, notice, answerNotice, requests, link } = await firstVisit();
    await answerNotice();
    link({ status: 'waiting' });
    link({ status: 'linked' });
    await still(element);
    expect(parts(notice, '[part=personal-url]')).to.deep.equal([]);
    expect(isShown(element)).to.equal(true);
    expect(parts(element, '[part=joined] li').map(({ textContent }) => textContent)).to.include('会社名');
    part(element, '[part=undo]').click();
    expect(requests.at(-1)).to.deep.equal({ action: 'withdraw', purpose: 'linking', surface: 'personal-url' });
    link({ status: 'dropped' });
    await still(element);
    expect(status(element)).to.include('結び付けを解除しました');
    expect(isShown(element)).to.equal(true);
    expect(await faults()).to.deep.equal([]);
  });

  it('asks by itself where the notice was answered and the link was not', async () => {
    const { element, notice, answerNotice } = await firstVisit();
    await answerNotice();
    expect(isShown(element)).to.equal(true);
    expect(parts(element, '.actions button')).to.have.length(3);
    expect(parts(notice, '[part=personal-url]')).to.deep.equal([]);
  });

  it('says nothing afterwards where the settings were open, which say it themselves', async () => {
    const { element, answerNotice, noren, link } = await firstVisit();
    await (await place('noren-preferences', noren)).show();
    // What the settings have saved answers the notice too.
    const answered = answerNotice();
    link({ status: 'linked' });
    await answered;
    expect(isShown(element)).to.equal(false);
  });

  it('says to whom is signed in that the mail was theirs, and to nobody else', async () => {
    const { element, link } = await card();
    link({ status: 'linked' });
    await still(element);
    expect(status(element)).to.not.include('ログイン中');
    link({ status: 'linked', own: true });
    await still(element);
    expect(status(element)).to.include('このメールは、ログイン中の会員にお送りしたものです。');
    expect(textOf(part(element, '#title'))).to.equal(status(element));
  });
});
