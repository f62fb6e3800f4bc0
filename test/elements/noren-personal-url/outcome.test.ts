import type { LinkState } from '@noren/core';
import { UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { faults } from '../axe.ts';
import { hasFocus, press, tabTo } from '../keyboard.ts';
import { clear, part, parts, still, textOf } from '../stage.ts';
import { card, isShown } from './card.ts';

const status = (element: Element) => textOf(part(element, '[role=status]'));

describe('noren-personal-url: what became of the link', () => {
  afterEach(clear);

  for (const [state, text] of [
    [{ status: 'waiting' }, 'リンクの番号を確認しています。'],
    [{ status: 'counted' }, 'メールのリンクが開かれたことを集計しました。会員情報とは結び付けていません。'],
    [{ status: 'linked' }, 'このブラウザでの閲覧と会員情報を結び付けました。いつでも解除できます。'],
    ...['link-used', 'link-expired', 'campaign-ended'].map((code) => [
      { status: 'failed', code },
      'このリンクは、有効な期間が過ぎているか、すでに使用されています。',
    ]),
    [{ status: 'failed', code: 'mail-of-another-member' }, 'ログイン中の会員とは別の会員にお送りしたものです。'],
    [{ status: 'failed', code: 'offline' }, '通信できないため'],
    [{ status: 'failed', code: 'link-invalid' }, 'リンクの番号を読み取れませんでした。'],
    [{ status: 'failed' }, 'リンクの番号を読み取れませんでした。'],
  ] as [LinkState, string][]) {
    it(`is said and seen: ${state.status} ${state.code ?? ''}`, async () => {
      const { element, link } = await card();
      link(state);
      await still(element);
      expect(status(element)).to.include(text);
      expect(textOf(part(element, '#title'))).to.equal(status(element));
      expect(isShown(element)).to.equal(true);
      expect(parts(element, '.actions')).to.deep.equal([]);
    });
  }

  it('stays until it is closed, and is not said again', async () => {
    const { element, link } = await card();
    link({ status: 'linked' });
    await still(element);
    part(element, '[part=close]').click();
    await still(element);
    expect(isShown(element)).to.equal(false);
    expect(status(element)).to.equal('');
  });

  it('leads to the settings where something was joined, so that it can be undone', async () => {
    const { element, link, requests } = await card();
    link({ status: 'counted' });
    await still(element);
    expect(parts(element, '[part=settings]')).to.deep.equal([]);
    link({ status: 'linked' });
    await still(element);
    part(element, '[part=settings]').click();
    expect(requests).to.deep.equal([{ action: 'show', surface: 'preferences' }]);
  });

  it('is said, and leaves nothing to be closed, after a refusal', async () => {
    const { element, link } = await card();
    link({ status: 'dropped' });
    await still(element);
    expect(status(element)).to.equal('リンクの番号を破棄しました。ページはこのままご覧いただけます。');
    expect(isShown(element)).to.equal(false);
  });

  it('is not told to somebody whom the card has not asked', async () => {
    const { element, link } = await card({ link: { status: 'waiting' } });
    link({ status: 'linked' });
    await still(element);
    expect(isShown(element)).to.equal(false);
    expect(status(element)).to.equal('');
  });
});

describe('noren-personal-url: a link that was allowed before', () => {
  afterEach(clear);

  it('is told in one polite sentence, with the way back, until it is closed, and then no more', async () => {
    const { element, link, requests } = await card({ link: { status: 'linked', earlier: true } });
    expect(isShown(element)).to.equal(true);
    expect(status(element)).to.match(/^すでに許可されているため、.*いつでも解除できます。$/);
    expect(textOf(part(element, '#title'))).to.equal(status(element));
    expect(await faults()).to.deep.equal([]);
    await tabTo('[part=undo]');
    await press('Enter');
    expect(requests).to.deep.equal([{ action: 'withdraw', purpose: 'linking', surface: 'personal-url' }]);
    await tabTo('[part=close]');
    await press('Enter');
    await still(element);
    expect(isShown(element)).to.equal(false);
    link({ status: 'linked', earlier: true, own: true });
    await still(element);
    expect(isShown(element)).to.equal(false);
  });

  it('waits while the notice asks', async () => {
    const { element } = await card({ link: { status: 'linked', earlier: true }, decisions: UNDECIDED });
    expect(isShown(element)).to.equal(false);
    expect(status(element)).to.equal('');
  });
});

describe('noren-personal-url: another member', () => {
  afterEach(clear);

  for (const [at, yes] of [
    [0, true],
    [1, false],
  ] as const) {
    it(`is linked only after a yes of its own: ${yes}`, async () => {
      const { element, link, requests } = await card();
      link({ status: 'confirm' });
      await still(element);
      expect(textOf(part(element, 'h2'))).to.equal('このブラウザは、別の会員の情報と結び付いています');
      expect(textOf(part(element, '.text'))).to.include('「今のままにする」をお選びください。');
      parts(element, '.actions button')[at]?.click();
      expect(requests).to.deep.equal([{ action: 'confirm-link', yes, surface: 'personal-url' }]);
    });
  }

  it('is asked about also where the first answer was given elsewhere, and then its outcome is told', async () => {
    const { element, link } = await card({ link: { status: 'confirm' } });
    expect(status(element)).to.include('今回の会員と結び付ける');
    link({ status: 'linked' });
    await still(element);
    expect(isShown(element)).to.equal(true);
  });
});

describe('noren-personal-url: by keyboard', () => {
  afterEach(clear);

  for (const [keys, purposes] of [
    [['Tab', 'Enter'], { identification: true, linking: false }],
    [['Tab', 'Tab', 'Enter'], { identification: true, linking: true }],
    [['Tab', 'Tab', 'Tab', 'Enter'], { identification: false, linking: false }],
  ] as const) {
    it(`takes ${keys.length} key presses from the start of the page: ${JSON.stringify(purposes)}`, async () => {
      const { requests } = await card();
      for (const key of keys) await press(key);
      expect(requests.map((request) => request.purposes)).to.deep.equal([purposes]);
    });
  }

  it('does not take the focus, and gives it back to what had it once an answer was given', async () => {
    const page = document.createElement('button');
    page.textContent = 'page';
    document.body.append(page);
    page.focus();
    const { element, link } = await card();
    expect(hasFocus(page)).to.equal(true);
    part(element, '.actions button').focus();
    part(element, '.actions button:last-child').focus();
    link({ status: 'waiting' });
    await still(element);
    expect(hasFocus(page)).to.equal(true);
  });

  it('gives the focus back also where the question was answered in the settings that it had opened', async () => {
    const page = document.createElement('button');
    page.textContent = 'page';
    document.body.append(page);
    page.focus();
    const { element, link, emit } = await card();
    const settings = part<HTMLButtonElement>(element, '[part=settings]');
    settings.focus();
    settings.click();
    // What a dialog does while it is open.
    settings.blur();
    link({ status: 'dropped' });
    await still(element);
    expect(hasFocus(page)).to.equal(false);
    emit('hidden', { name: 'preferences' });
    expect(hasFocus(page)).to.equal(true);
  });

  it('reaches what closes the outcome', async () => {
    const { element, link } = await card();
    link({ status: 'counted' });
    await still(element);
    await tabTo('[part=close]');
    await press('Enter');
    await still(element);
    expect(isShown(element)).to.equal(false);
  });
});
