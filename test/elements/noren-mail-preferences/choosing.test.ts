import { expect } from 'chai';
import { hasFocus, press } from '../keyboard.ts';
import { clear, part, parts, textOf } from '../stage.ts';
import { desk, settled } from './desk.ts';

const said = (element: Element): string => textOf(part(element, '[role=status]'));
const rowOf = (element: Element, title: string): HTMLElement => {
  const row = parts(element, '[part=row]').find((one) => textOf(one.querySelector('h4') as HTMLElement) === title);
  if (!row) throw new RangeError(`no row of ${title}`);
  return row;
};
const within = (row: HTMLElement, selector: string): HTMLElement => {
  const found = row.querySelector<HTMLElement>(selector);
  if (!found) throw new RangeError(`nothing in the row fits ${selector}`);
  return found;
};
const offline = (): Response => new Response('<h1>502</h1>', { status: 502 });
const refuses = (status: number, code: string) => (): Response =>
  new Response(JSON.stringify({ code }), { status, headers: { etag: '"3"' } });

describe('noren-mail-preferences', () => {
  afterEach(clear);

  it('shows every topic with what it brings, whose it is and its newest issue, and service notices with why they come', async () => {
    const { element, reads } = await desk({ states: { 'members-news email': { state: 'on' } } });
    expect(reads).to.deep.equal(['language=ja']);
    expect(parts(element, 'h3').map(textOf)).to.deep.equal([
      'メールマガジン',
      'お知らせメール',
      'サービス通知',
      'メールの中のリンク',
    ]);
    const news = rowOf(element, '会員ニュース');
    expect(textOf(news)).to.include('新しい製品と催しを、月に一度お届けします。').and.include('サンプル電機');
    expect(news.querySelector('a')?.href).to.equal('https://portal.example/news/latest/');
    expect(textOf(news.querySelector('a') as HTMLElement)).to.include('「会員ニュース」の最新号を読む');
    const account = rowOf(element, 'サービス通知');
    expect(account.querySelector('input')).to.equal(null);
    expect(textOf(account)).to.include('常に届きます').and.include('契約と安全に関わるため、必ずお送りします。');
    expect(part<HTMLInputElement>(element, '#members-news-email').checked).to.equal(true);
    expect(part<HTMLInputElement>(element, '#energy-events-email').checked).to.equal(false);
    expect(textOf(element.shadowRoot?.querySelector('.sender') as HTMLElement)).to.include('東京都港区例町 2-3-4');
  });

  it('saves one switch at once, with the version that was shown, and says what was saved and when', async () => {
    const { element, sent } = await desk();
    part(element, '#energy-events-email').click();
    await settled(element);
    expect(sent).to.deep.equal([
      { wording: 'W'.repeat(43), changes: [{ topic: 'energy-events', channel: 'email', on: true }], ifMatch: '"3"' },
    ]);
    expect(said(element)).to.match(/^「省エネ講座のお知らせ」を「受け取る」にしました。\d+年.+ に保存しました。$/);
    expect(textOf(within(rowOf(element, '省エネ講座のお知らせ'), '[part=changed]'))).to.include('2026年11月22日');
    part(element, '#energy-events-email').click();
    await settled(element);
    expect(sent[1]).to.deep.include({ ifMatch: '"4"' });
    expect(said(element)).to.include('「受け取らない」');
  });

  it('has a switch for each channel of a topic, and how often it comes', async () => {
    const { element, sent } = await desk({ states: { 'members-news postal': { state: 'on' } } });
    const news = rowOf(element, '会員ニュース');
    expect([...news.querySelectorAll('.channel > label')].map((label) => textOf(label as HTMLElement))).to.deep.equal([
      '会員ニュース: メール',
      '会員ニュース: 郵便（ダイレクトメール）',
      '会員ニュース: SMS',
    ]);
    const often = part<HTMLSelectElement>(element, '#often-members-news-postal');
    expect(parts(element, 'select')).to.have.length(1);
    expect(often.value).to.equal('monthly');
    often.value = 'weekly';
    often.dispatchEvent(new Event('change'));
    await settled(element);
    expect(sent[0]?.changes).to.deep.equal([
      { topic: 'members-news', channel: 'postal', on: true, frequency: 'weekly' },
    ]);
    expect(part<HTMLSelectElement>(element, '#often-members-news-postal').value).to.equal('weekly');
  });

  it('saves what is switched during a save with the next one', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const made = await desk();
    const { element, sent } = made;
    let calls = 0;
    made.instead = () => {
      calls += 1;
      return calls > 1 ? undefined : (promise.then(() => offline()) as Promise<Response>);
    };
    part(element, '#energy-events-email').click();
    part(element, '#members-news-sms').click();
    await settled(element);
    expect(sent).to.have.length(1);
    expect(textOf(part(element, '[part=saving]'))).to.equal('保存しています。');
    resolve();
    await settled(element);
    part(element, '[part=retry]').click();
    await settled(element);
    expect(sent[1]?.changes?.map(({ topic }) => topic)).to.deep.equal(['energy-events', 'members-news']);
    expect(parts(element, '[part=problem]')).to.deep.equal([]);
  });

  it('stops all optional mail in one click, and takes that back with the next', async () => {
    const { element, sent } = await desk({ states: { 'members-news email': { state: 'on', frequency: 'weekly' } } });
    const button = part(element, '[part=stop]');
    button.focus();
    button.click();
    // Pressed twice by somebody in a hurry.
    button.click();
    expect(part<HTMLInputElement>(element, '#members-news-email').checked).to.equal(true);
    await settled(element);
    expect(sent).to.have.length(1);
    expect(sent[0]).to.deep.include({ stopAll: true });
    expect(parts<HTMLInputElement>(element, '.row input:checked')).to.deep.equal([]);
    expect(said(element)).to.include('停止できるメールを、すべて停止しました。');
    expect(hasFocus(button)).to.equal(true);
    expect(textOf(button)).to.equal('停止を取り消す');
    button.click();
    await settled(element);
    expect(sent[1]).to.deep.include({ undo: '019abc00-0000-7000-8000-000000000001' });
    expect(part<HTMLInputElement>(element, '#members-news-email').checked).to.equal(true);
    expect(textOf(part(element, '[part=stop]'))).to.equal('停止できるメールをすべて停止する');
  });

  it('has nothing to stop where nothing is on', async () => {
    const { element } = await desk();
    expect(parts(element, '[part=stop]')).to.deep.equal([]);
    expect(textOf(part(element, '.surface'))).to.include('配信中のメールはありません。');
  });

  it('switches links that recognise nobody on and off', async () => {
    const { element, sent } = await desk();
    part(element, '#links').click();
    await settled(element);
    expect(sent[0]).to.deep.include({ untrackedLinks: true }).and.not.have.property('changes');
    expect(said(element)).to.include('「誰が開いたか分からないリンクにする」を「オン」にしました。');
    expect(part<HTMLInputElement>(element, '#links').checked).to.equal(true);
  });

  it('shows no switch for what waits for a confirmation: it says so, sends another one, or ends it', async () => {
    const { element, sent } = await desk({ states: { 'energy-events email': { state: 'pending' } } });
    const row = rowOf(element, '省エネ講座のお知らせ');
    expect(row.querySelector('input')).to.equal(null);
    expect(textOf(within(row, '[part=waiting]'))).to.equal('省エネ講座のお知らせ: 確認待ち');
    expect(textOf(row)).to.include('確認メールをお送りします。');
    expect(textOf(part(element, '.surface'))).to.not.include('配信中のメールはありません。');
    part(element, '[part=resend]').click();
    await settled(element);
    expect(sent[0]?.changes).to.deep.equal([{ topic: 'energy-events', channel: 'email', on: true }]);
  });

  it('ends what waits, with the keyboard at the switch that takes its place', async () => {
    const { element, sent } = await desk({ states: { 'energy-events email': { state: 'pending' } } });
    const drop = part(element, '[part=drop]');
    expect(textOf(drop)).to.equal('省エネ講座のお知らせ: 受け取るのをやめる');
    drop.focus();
    await press('Enter');
    await settled(element);
    expect(sent[0]?.changes).to.deep.equal([{ topic: 'energy-events', channel: 'email', on: false }]);
    const control = part<HTMLInputElement>(element, '#energy-events-email');
    expect([control.type, control.checked, hasFocus(control)]).to.deep.equal(['checkbox', false, true]);
    expect(parts(element, '[part=waiting], [part=resend]')).to.deep.equal([]);
  });

  it('says of what is switched on and has to be confirmed that it waits, with the keyboard at these words', async () => {
    const made = await desk();
    const { element } = made;
    made.instead = ({ body }) => {
      made.instead = undefined;
      if (body) made.elsewhere('energy-events email', { state: 'pending' });
      return made.answer({ batch: null });
    };
    part(element, '#energy-events-email').focus();
    await press('Space');
    await settled(element);
    expect(said(element)).to.include('「省エネ講座のお知らせ」を「確認待ち」にしました。');
    expect(hasFocus(part(element, '[part=waiting]'))).to.equal(true);
  });

  it('shows no switch for what is paused though it is wanted, says why, and offers the mail that ends it, or an end', async () => {
    const state = { state: 'suppressed', reason: 'bounce', under: 'on', frequency: 'weekly' } as const;
    const { element, sent } = await desk({ states: { 'members-news email': state }, more: { suppressed: 'bounce' } });
    const row = rowOf(element, '会員ニュース');
    expect(row.querySelector('#members-news-email[type=checkbox], select')).to.equal(null);
    expect(textOf(within(row, '[part=waiting]'))).to.equal('会員ニュース: 休止中');
    expect(textOf(row)).to.include('戻ってきたため').and.include('メールが届くことをお確かめください');
    part(element, '[part=resend]').click();
    await settled(element);
    expect(sent[0]?.changes).to.deep.equal([
      { topic: 'members-news', channel: 'email', on: true, frequency: 'weekly' },
    ]);
  });

  it('says when it can be tried again where the API does, in seconds or by a date', async () => {
    const made = await desk({ language: 'en' });
    const { element } = made;
    const busy = (after: string) => (): Response =>
      new Response('{"code":"too-many-requests"}', { status: 429, headers: { 'retry-after': after } });
    made.instead = busy('Wed, 01 Jan 2031 03:04:05 GMT');
    part(element, '#energy-events-email').click();
    await settled(element);
    // The end of that minute: before it nobody should be sent.
    const minute = (at: number) =>
      new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(Math.ceil(at / 60_000) * 60_000);
    const box = () => textOf(part(element, '[part=problem]'));
    expect(box())
      .to.match(/You can try again from .*2031/)
      .and.include(minute(Date.UTC(2031, 0, 1, 3, 4, 5)));
    expect(said(element)).to.include('You can try again from');
    made.instead = busy('3600');
    part(element, '[part=retry]').click();
    await settled(element);
    const hour = Date.now() + 3_600_000;
    expect(
      [minute(hour), minute(hour - 60_000)].some((time) => box().includes(time)),
      box(),
    ).to.equal(true);
    made.instead = offline;
    part(element, '[part=retry]').click();
    await settled(element);
    expect(box()).to.not.include('You can try again from');
  });

  it('lets nobody leave the page unasked with what could not be saved, and everybody else', async () => {
    const made = await desk();
    const { element } = made;
    const asks = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(asks()).to.equal(false);
    made.instead = offline;
    part(element, '#energy-events-email').click();
    await settled(element);
    expect(asks()).to.equal(true);
    part(element, '[part=discard]').click();
    await settled(element);
    expect(asks()).to.equal(false);
    part(element, '#energy-events-email').click();
    await settled(element);
    expect(asks()).to.equal(true);
    made.instead = undefined;
    part(element, '[part=retry]').click();
    await settled(element);
    expect(asks()).to.equal(false);
    made.instead = offline;
    part(element, '#energy-events-email').click();
    await settled(element);
    element.remove();
    expect(asks()).to.equal(false);
  });

  it('saves on top of a version whose tag something on the way has weakened', async () => {
    const { element, sent } = await desk({ tag: (version) => `W/"${version}"` });
    part(element, '#energy-events-email').click();
    await settled(element);
    expect(sent[0]?.ifMatch).to.equal('"3"');
    expect(said(element)).to.include('に保存しました。');
  });

  for (const [what, answer, words] of [
    ['the API is down', offline, '保存できませんでした'],
    ['a proxy says something else', () => new Response('{}'), '保存できませんでした'],
    ['no connection is there', () => Promise.reject(new TypeError('offline')), '保存できませんでした'],
    ['the sign-in has ended', refuses(401, 'member-not-verified'), 'ログインの期限が切れた'],
    ['too many confirmations were asked for', refuses(429, 'too-many-confirmations'), '続けてお送りできません'],
    ['a code comes that is not known', refuses(400, 'brand-new'), '受け付けられませんでした'],
  ] as const) {
    it(`keeps what was switched and says so where ${what}`, async () => {
      const made = await desk();
      const { element, sent } = made;
      made.instead = answer;
      part(element, '#energy-events-email').click();
      await settled(element);
      const row = rowOf(element, '省エネ講座のお知らせ');
      expect(textOf(within(row, '[part=problem]'))).to.include(words);
      expect(said(element)).to.include(words);
      expect(part<HTMLInputElement>(element, '#energy-events-email').checked).to.equal(true);
      made.instead = undefined;
      part(element, '[part=retry]').click();
      await settled(element);
      expect(sent).to.have.length(2);
      expect(said(element)).to.include('に保存しました。');
      expect(parts(element, '[part=problem]')).to.deep.equal([]);
    });
  }

  it('goes back to what is in force where the member drops the change, with the keyboard at its switch', async () => {
    const made = await desk();
    const { element, sent } = made;
    made.instead = offline;
    part(element, '#energy-events-email').click();
    await settled(element);
    part(element, '[part=discard]').focus();
    await press('Enter');
    await settled(element);
    expect(part<HTMLInputElement>(element, '#energy-events-email').checked).to.equal(false);
    expect(hasFocus(part(element, '#energy-events-email'))).to.equal(true);
    expect(sent).to.have.length(1);
  });

  it('shows what was changed elsewhere meanwhile and asks, and overwrites nothing before the answer', async () => {
    const made = await desk();
    const { element, sent } = made;
    made.elsewhere('members-news email', { state: 'on' });
    part(element, '#energy-events-email').click();
    await settled(element);
    // As it is in force now.
    expect(part<HTMLInputElement>(element, '#members-news-email').checked).to.equal(true);
    expect(part<HTMLInputElement>(element, '#energy-events-email').checked).to.equal(false);
    const box = part(element, '[part=problem]');
    expect(textOf(box))
      .to.include('先に変更されていました')
      .and.include('「省エネ講座のお知らせ」を「受け取る」にする');
    expect(hasFocus(box)).to.equal(true);
    expect(parts<HTMLInputElement>(element, 'input:not(:disabled)')).to.deep.equal([]);
    part(element, '[part=retry]').click();
    await settled(element);
    expect(sent.map(({ ifMatch }) => ifMatch)).to.deep.equal(['"3"', '"4"']);
    expect(parts<HTMLInputElement>(element, 'input:checked').map(({ id }) => id)).to.deep.equal([
      'members-news-email',
      'energy-events-email',
    ]);
  });

  it('keeps what was changed elsewhere where the member says so, and does not ask about the same change', async () => {
    const made = await desk();
    const { element, sent } = made;
    made.elsewhere('members-news email', { state: 'on' });
    part(element, '#energy-events-email').click();
    await settled(element);
    part(element, '[part=discard]').click();
    await settled(element);
    expect(sent).to.have.length(1);
    expect(part<HTMLInputElement>(element, '#energy-events-email').checked).to.equal(false);
    made.elsewhere('energy-events email', { state: 'on' });
    part(element, '#energy-events-email').click();
    await settled(element);
    expect(parts(element, '[part=problem]')).to.deep.equal([]);
    expect(part<HTMLInputElement>(element, '#energy-events-email').checked).to.equal(true);
  });

  it('shows what the page has put into it until somebody is there, and again when they have gone', async () => {
    const made = await desk({ nobody: true, inside: '<p id="in">ログインしてください</p>' });
    const { element } = made;
    const inside = document.querySelector('#in') as HTMLElement;
    expect(inside.assignedSlot).to.not.equal(null);
    expect(parts(element, 'h2')).to.deep.equal([]);
    await made.holder('another');
    expect(parts(element, 'h2').map(textOf)).to.deep.equal(['メールの設定']);
    expect(inside.assignedSlot).to.equal(null);
    made.instead = offline;
    part(element, '#energy-events-email').click();
    await settled(element);
    made.instead = undefined;
    // What waits is the member's: it is neither saved for the next one nor shown to them.
    await made.holder('another');
    expect(part<HTMLInputElement>(element, '#energy-events-email').checked).to.equal(false);
    expect(made.sent).to.have.length(1);
    await made.holder('nobody');
    expect(parts(element, 'h2')).to.deep.equal([]);
    expect(inside.assignedSlot).to.not.equal(null);
  });

  it('saves what waits when the same member has signed in again', async () => {
    const made = await desk();
    const { element, sent } = made;
    made.instead = refuses(401, 'member-not-verified');
    part(element, '#energy-events-email').click();
    await settled(element);
    made.instead = undefined;
    await made.holder('same');
    expect(sent).to.have.length(2);
    expect(said(element)).to.include('に保存しました。');
  });

  it('can be loaded again where it could not be, beside what the page has put into it', async () => {
    const made = await desk({ instead: offline, inside: '<p id="in">窓口</p>' });
    const { element } = made;
    expect(textOf(part(element, '.surface'))).to.include('読み込めませんでした');
    expect(document.querySelector<HTMLElement>('#in')?.assignedSlot).to.not.equal(null);
    made.instead = undefined;
    part(element, '[part=retry]').click();
    await settled(element);
    expect(parts(element, '[part=row]')).to.have.length(3);
  });

  it('says that a link has expired, and switches nothing but mail on for who came by one', async () => {
    const expired = await desk({ instead: refuses(410, 'link-expired') });
    expect(textOf(part(expired.element, '.surface'))).to.include('このリンクの期限が切れています');
    clear();
    const states = { 'members-news sms': { state: 'on' } } as const;
    const { element, sent } = await desk({ states, more: { signedIn: false } });
    expect(textOf(part(element, '.surface'))).to.include('お届けしたメールのリンクから開いています');
    expect(part<HTMLInputElement>(element, '#members-news-postal').disabled).to.equal(true);
    expect(textOf(rowOf(element, '会員ニュース'))).to.include('ログインが必要です');
    part(element, '#members-news-sms').click();
    await settled(element);
    expect(sent[0]?.changes).to.deep.equal([{ topic: 'members-news', channel: 'sms', on: false }]);
  });
});
