import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import type { Answer } from '../endpoints.ts';
import {
  addTag,
  arrived,
  builtText,
  configText,
  everything,
  filesAsked,
  GOOD,
  hasArrived,
  notices,
  press,
  type Tag,
} from './tag.ts';

const [FIRST, SECOND] = ['noren-loader.js', 'noren-page.js'] as const;

/** A page whose noren.js and the files beside it come from an endpoint. */
async function visit(
  body: string,
  before: (page: Page) => void = () => undefined,
  tag: Tag = {},
  answers: readonly Answer[] = [GOOD],
) {
  const source = await endpoint(...answers);
  const page = await openPage(body);
  const heard = record(page.window, 'ready', 'decision', 'change');
  before(page);
  await addTag(page, { src: `${source.path}/${FIRST}`, ...tag });
  return { page, source, heard };
}
const returning = (page: Page): void => keep(everything(true), { by: page.document });

describe('the second file', () => {
  afterEach(closePages);

  it('does not come where nothing is asked and nobody waits', async () => {
    const { page, source, heard } = await visit('<p></p>', returning);
    expect(heard.map(([type]) => type)).to.deep.equal(['ready']);
    page.window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    page.document.dispatchEvent(new Event('visibilitychange'));
    for (const type of ['pointerover', 'keydown', 'focusin', 'click']) {
      page.document.body.dispatchEvent(new Event(type, { bubbles: true }));
    }
    expect(await filesAsked(source)).to.deep.equal([FIRST]);
    expect(hasArrived(page)).to.equal(false);
    expect(notices(page)).to.have.length(0);
  });

  it('is fetched ahead, not run, where something is asked and nobody has moved yet', async () => {
    const { page, source } = await visit('');
    await until(async () => (await filesAsked(source)).includes(SECOND));
    // Whatever ran it would have it by now.
    await builtText('noren-elements.js');
    await turn();
    expect(hasArrived(page)).to.equal(false);
    expect(page.window.customElements.get('noren-notice') === undefined).to.equal(true);
  });

  for (const type of ['pointerover', 'focusin']) {
    it(`comes with the first ${type} of a visitor who is asked`, async () => {
      const { page } = await visit('<p></p>');
      page.document.querySelector('p')?.dispatchEvent(new Event(type, { bubbles: true }));
      await until(() => hasArrived(page));
    });
  }

  for (const [what, body, before] of [
    ['a record is unsent', '', ({ document }) => keep(everything(true), { by: document, unsent: crypto.randomUUID() })],
    ['the page has a trigger', '<noren-trigger></noren-trigger>', returning],
    ['the page has the register', '<noren-disclosure></noren-disclosure>', returning],
    ['the page has the settings', '<noren-preferences inline></noren-preferences>', returning],
    [
      'the notice has more to say: of Global Privacy Control',
      '',
      ({ window }) => Object.defineProperty(window.navigator, 'globalPrivacyControl', { value: true }),
    ],
  ] as [string, string, (page: Page) => void][]) {
    it(`comes by itself where ${what}`, async () => {
      const { page } = await visit(body, before);
      await until(() => hasArrived(page));
    });
  }

  it('comes by itself where the notice blocks the page', async () => {
    const { page } = await visit('', () => undefined, { inPage: await configText({ layout: 'dialog' }) });
    await until(() => notices(page)[0]?.shadowRoot?.querySelector('dialog')?.open);
    expect(hasArrived(page)).to.equal(true);
  });

  it('comes when another tab has decided otherwise, and tells of it', async () => {
    const { page, heard } = await visit('', returning);
    expect(hasArrived(page)).to.equal(false);
    keep(everything(false), { by: page.document });
    page.window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(() => heard.length === 2);
    expect(heard.map(([type, { cause }]) => [type, cause])).to.deep.equal([
      ['ready', 'start'],
      ['change', 'other-tab'],
    ]);
    expect((await arrived(page)).has('advertising')).to.equal(false);
  });

  it('comes once, however many ask for it', async () => {
    // As they are served. WebKit asks anew for a file that it may not keep, where one that has come is also fetched ahead.
    const headers = { 'content-type': 'text/javascript', 'cache-control': 'max-age=31536000, immutable' };
    const texts = await Promise.all([FIRST, SECOND, 'noren-elements.js'].map(builtText));
    const answers = texts.map((text) => ({ headers, body: text }));
    const { page, source, heard } = await visit('<noren-trigger></noren-trigger>', undefined, {}, answers);
    const given = await Promise.all([arrived(page), arrived(page), arrived(page)]);
    await until(() => page.document.querySelector('link[href*="noren-elements"]'));
    expect(given.map((noren) => noren === page.window.noren)).to.deep.equal([true, true, true]);
    expect((await filesAsked(source)).filter((name) => name === SECOND)).to.have.length(1);
    press(page, 'accept');
    await turn();
    expect(heard.filter(([type]) => type === 'decision')).to.have.length(1);
  });
});
