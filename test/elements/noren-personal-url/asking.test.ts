import { UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { linkConfig } from '../../fixtures/link-config.ts';
import { decidedAll } from '../decisions.ts';
import { press } from '../keyboard.ts';
import { clear, part, parts, stage, still, textOf } from '../stage.ts';
import { ASKING, card, isShown } from './card.ts';

const panel = (element: Element) => part(element, '[part=panel]');
const answers = (element: Element) => parts(element, '.actions button');

describe('noren-personal-url: asking', () => {
  afterEach(clear);

  it('says what the link is, what each permission does in the words of the settings, what is joined and for how long', async () => {
    const { element, noren } = await card();
    const text = textOf(panel(element));
    const { purposes } = await noren.wording();
    for (const purpose of purposes.filter(({ id }) => ['identification', 'linking'].includes(id))) {
      expect(text).to.include(purpose.title).and.include(purpose.description).and.include(purpose.refused);
    }
    expect(text).to.include('まだ読み取っていません');
    expect(parts(element, '[part=joined] li').map(textOf)).to.deep.equal(['会社名', '職種', '閲覧したページ']);
    expect(text).to.include('結び付ける期間 解除するまで、長くても1年間');
    expect(text).to.include('ほかの方から転送されたメールの場合は、「識別せずに開く」をお選びください。');
    expect(text).to.not.include('{');
  });

  for (const [what, entity, facts] of [
    ['one company', 'sample-electric', ['Who is responsible Sample Electric Corporation']],
    [
      'the company that runs the site and the one that is responsible',
      'sample-energy',
      ['Who runs this site Sample Energy, Inc.', 'Who is responsible Sample Electric Corporation'],
    ],
  ] as const) {
    it(`names ${what}`, async () => {
      const { element } = await card({ language: 'en', config: { ...linkConfig, entity } });
      const list = part(element, 'dl:not([part])');
      const terms = [...list.querySelectorAll('dt')];
      const told = terms.map((term) => `${textOf(term)} ${textOf(term.nextElementSibling as HTMLElement)}`);
      expect(told).to.deep.equal(facts);
    });
  }

  for (const [at, name, identification, linking] of [
    [0, '識別だけを許可する', true, false],
    [1, '結び付けも許可する', true, true],
    [2, '識別せずに開く', false, false],
  ] as const) {
    it(`asks for both decisions with one press, and for nothing else: ${name}`, async () => {
      const { element, requests } = await card();
      const button = answers(element)[at];
      expect(button?.innerText).to.equal(name);
      button?.click();
      expect(requests).to.deep.equal([
        { action: 'save', purposes: { identification, linking }, surface: 'personal-url' },
      ]);
    });
  }

  it('asks about the site’s own purposes where they are called otherwise', async () => {
    const { personalUrls } = linkConfig;
    if (!personalUrls) throw new RangeError('the fixture has changed');
    const purposes = linkConfig.purposes.map((purpose) =>
      purpose.id === 'identification'
        ? { ...purpose, id: 'who' }
        : purpose.id === 'linking'
          ? { ...purpose, requires: ['who'] }
          : purpose,
    );
    const editions = linkConfig.editions.map((edition) => ({ ...edition, affects: ['*'] }));
    const config = { ...linkConfig, purposes, editions, personalUrls: { ...personalUrls, identification: 'who' } };
    const decided = decidedAll(false);
    const { identification, ...rest } = decided.purposes;
    const decisions = { ...decided, purposes: { ...rest, who: identification as never } };
    const { element, requests } = await card({ config, decisions });
    answers(element)[0]?.click();
    expect(requests[0]?.purposes).to.deep.equal({ who: true, linking: false });
  });

  it('leads to the settings, which have the same two switches, and to the policy', async () => {
    const { element, requests } = await card();
    part(element, '[part=settings]').click();
    expect(requests).to.deep.equal([{ action: 'show', surface: 'preferences' }]);
    const policy = part<HTMLAnchorElement>(element, '[part=link]');
    expect([policy.getAttribute('href'), policy.rel]).to.deep.equal(['/privacy/', 'noopener noreferrer']);
  });

  it('waits while the notice asks, and comes when it has been answered', async () => {
    const { element, decide } = await card({ decisions: UNDECIDED });
    expect(isShown(element)).to.equal(false);
    const statement = Object.fromEntries(Object.keys(decidedAll(true).purposes).map((id) => [id, false]));
    decide({ purposes: statement }, 'page');
    await still(element);
    expect(isShown(element)).to.equal(true);
  });

  it('waits while the notice is open though it need not ask', async () => {
    const notice = document.createElement('noren-notice');
    document.body.append(notice);
    const box = notice.shadowRoot ?? notice.attachShadow({ mode: 'open' });
    box.innerHTML = '<section part="panel"></section>';
    const { element, emit } = await card();
    expect(notice.nextElementSibling === element).to.equal(true);
    expect(isShown(element)).to.equal(false);
    (box.firstElementChild as HTMLElement).hidden = true;
    emit('hidden', { name: 'notice' });
    await still(element);
    expect(isShown(element)).to.equal(true);
    (box.firstElementChild as HTMLElement).hidden = false;
    emit('shown', { name: 'notice' });
    await still(element);
    expect(isShown(element)).to.equal(false);
  });

  it('asks nothing, and says nothing of the outcome, where the answer was given in the notice', async () => {
    const { element, decide, link } = await card({ decisions: UNDECIDED });
    const all = Object.fromEntries(Object.keys(decidedAll(true).purposes).map((id) => [id, true]));
    link({ status: 'waiting' });
    decide({ purposes: all }, 'accept-all');
    await still(element);
    link({ status: 'linked' });
    await still(element);
    expect(isShown(element)).to.equal(false);
    expect(textOf(part(element, '[role=status]'))).to.equal('');
  });

  it('is not there where no link is held', async () => {
    const { element } = await card({ link: undefined as never });
    expect(isShown(element)).to.equal(false);
  });

  it('decides nothing by Esc', async () => {
    const { element, requests } = await card();
    answers(element)[0]?.focus();
    await press('Escape');
    expect(requests).to.deep.equal([]);
    expect(isShown(element)).to.equal(true);
  });

  it('asks nothing without its words, and asks once they can be had', async () => {
    const whole = await stage({ config: linkConfig });
    let isThere = false;
    const wording = async () => {
      if (!isThere) throw new Error('offline');
      return whole.noren.wording();
    };
    const { element, link } = await card({ noren: { wording } });
    expect(isShown(element)).to.equal(false);
    isThere = true;
    link(ASKING);
    await still(element);
    await still(element);
    expect(isShown(element)).to.equal(true);
  });

  it('can be put away and called back without a decision', async () => {
    const { element, requests } = await card();
    element.hide();
    await still(element);
    expect(isShown(element)).to.equal(false);
    element.show();
    await still(element);
    expect(isShown(element)).to.equal(true);
    expect(requests).to.deep.equal([]);
  });

  it('is told of when it comes and when it goes, once', async () => {
    const heard: string[] = [];
    const hear = ({ type, detail }: Event & { detail?: { name: string } }) => heard.push(`${type} ${detail?.name}`);
    for (const type of ['noren:shown', 'noren:hidden']) addEventListener(type, hear as never);
    const { element, link } = await card();
    link(ASKING);
    await still(element);
    link({ status: 'waiting' });
    await still(element);
    link({ status: 'counted' });
    await still(element);
    for (const type of ['noren:shown', 'noren:hidden']) removeEventListener(type, hear as never);
    expect(heard).to.deep.equal(['noren:shown personal-url', 'noren:hidden personal-url']);
  });

  it('is put into the page once, however often it is called', async () => {
    const { element } = await card();
    (element.constructor as never as { place(): void }).place();
    expect(document.querySelectorAll('noren-personal-url').length).to.equal(1);
    expect(document.body.firstElementChild === element).to.equal(true);
  });
});
