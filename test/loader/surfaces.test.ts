import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { addTag, arrived, builtText, everything, filesAsked, GOOD, isAsking, notices, press, thrownIn } from './tag.ts';

interface Visit {
  readonly returning?: boolean;
  readonly nonce?: string;
}

async function visit(body = '', { returning = false, nonce = '' }: Visit = {}) {
  const source = await endpoint(GOOD);
  const page = await openPage(body);
  if (returning) keep(everything(false), { by: page.document });
  page.window.noren = [() => undefined];
  const heard = record<{ name: string }>(page.window, 'shown', 'hidden');
  await addTag(page, { src: `${source.path}/noren-loader.js`, nonce });
  const noren = await arrived(page);
  return { page, source, noren, heard, told: () => heard.map(([type, { name }]) => `${type} ${name}`) };
}
const settings = ({ document }: Page): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('noren-preferences'),
];
const fail = (): never => {
  throw new Error('cannot open');
};
const isOpen = (element: Element | undefined): boolean => Boolean(element?.shadowRoot?.querySelector('dialog[open]'));

describe('the settings', () => {
  afterEach(closePages);

  it('are put last into the page when they are opened first, in the page’s language, and used again', async () => {
    const { page, noren, told } = await visit('<main></main>', { returning: true });
    expect(settings(page)).to.have.length(0);
    await noren.show('preferences');
    const [element] = settings(page);
    expect(page.document.body.lastElementChild === element).to.equal(true);
    expect(element?.lang).to.equal('ja');
    await until(() => isOpen(element));
    noren.hide('preferences');
    await until(() => !isOpen(element));
    await noren.show('preferences');
    await until(() => isOpen(element));
    expect(settings(page).map((one) => one === element)).to.deep.equal([true]);
    expect(told().filter((text) => text === 'shown preferences')).to.have.length(2);
  });

  it('are what the question of a link opens where there is none to be answered', async () => {
    const { page, noren, told } = await visit('', { returning: true });
    await noren.show('personal-url');
    await until(() => isOpen(settings(page)[0]));
    expect(told()).to.deep.equal(['shown preferences']);
  });

  it('are told of once when they are closed', async () => {
    const { page, noren, told } = await visit('', { returning: true });
    await noren.show('preferences');
    await until(() => isOpen(settings(page)[0]));
    const closed = new Promise((resolve) => page.window.addEventListener('noren-request', resolve, { once: true }));
    noren.hide('preferences');
    await closed;
    expect(told()).to.deep.equal(['shown preferences', 'hidden preferences']);
  });

  it('are the page’s own where it has placed them', async () => {
    const { page, noren } = await visit('<noren-preferences></noren-preferences><main></main>', { returning: true });
    const [own] = settings(page);
    await noren.show('preferences');
    await until(() => isOpen(own));
    expect(settings(page).map((one) => one === own)).to.deep.equal([true]);
  });

  it('open again after the page has swapped its body, with the new one', async () => {
    const { page, noren, told } = await visit('<main></main>', { returning: true });
    await noren.show('preferences');
    await until(() => isOpen(settings(page)[0]));
    page.document.body.replaceWith(page.document.createElement('body'));
    await noren.show('preferences');
    await until(() => isOpen(settings(page)[0]));
    expect(settings(page)[0]?.isConnected).to.equal(true);
    expect(told()).to.deep.equal(['shown preferences', 'hidden preferences', 'shown preferences']);
  });

  it('say so to who asked for them when they cannot be opened', async () => {
    const { page, noren } = await visit('<noren-preferences></noren-preferences>', { returning: true });
    await noren.show('preferences');
    const [own] = settings(page);
    await until(() => isOpen(own));
    noren.hide('preferences');
    await until(() => !isOpen(own));
    const dialog = own?.shadowRoot?.querySelector('dialog');
    Object.assign(dialog ?? {}, { showModal: fail });
    const failed = await noren.show('preferences').then(
      () => false,
      () => true,
    );
    expect(failed).to.equal(true);
  });

  it('are beside those that are a part of the page', async () => {
    const { page, noren } = await visit('<noren-preferences inline></noren-preferences>', { returning: true });
    const [inline] = settings(page);
    await noren.show('preferences');
    expect(settings(page)).to.have.length(2);
    await until(() => isOpen(settings(page)[1]));
    expect(isOpen(inline)).to.equal(false);
  });

  it('are asked for again when their file was not there', async () => {
    const { page, source, noren } = await visit('', { returning: true });
    await source.answer({ status: 404 });
    const failed = await noren.show('preferences').then(
      () => false,
      () => true,
    );
    expect(failed).to.equal(true);
    expect(settings(page)).to.have.length(0);
    await source.answer(GOOD);
    await noren.show('preferences');
    await until(() => isOpen(settings(page)[0]));
  });

  for (const [what, type] of [
    ['the pointer comes to', 'pointerover'],
    ['the keyboard comes to', 'focusin'],
  ] as const) {
    it(`are prepared, not opened, when ${what} what opens them`, async () => {
      const body = '<p></p><a href="#noren-settings"><b></b></a>';
      const { page, source, told } = await visit(body, { returning: true });
      const come = (selector: string): void => {
        page.document.querySelector(selector)?.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      };
      come('p');
      expect(await filesAsked(source)).to.not.include('noren-elements.js');
      come('b');
      await until(() => settings(page).length);
      expect(isOpen(settings(page)[0])).to.equal(false);
      expect(told()).to.deep.equal([]);
    });
  }

  it('are not run by a press on another button of the notice, which brings the focus there, but by the focus elsewhere', async () => {
    const { page, source } = await visit('<button></button>');
    const run = (): boolean => page.window.customElements.get('noren-preferences') !== undefined;
    const focus = (target: Element | null | undefined): void => {
      target?.dispatchEvent(new Event('focusin', { bubbles: true, composed: true }));
    };
    await until(async () => (await filesAsked(source)).includes('noren-elements.js'));
    focus(notices(page)[0]?.shadowRoot?.querySelector('button'));
    await builtText('noren-elements.js');
    await turn();
    expect(run()).to.equal(false);
    focus(page.document.querySelector('button'));
    await until(run);
  });

  it('throw nothing into the page when they cannot be prepared', async () => {
    const { page, source } = await visit('<a href="#noren-settings"></a>', { returning: true });
    const thrown = thrownIn(page);
    await source.answer({ status: 404 });
    page.document.querySelector('a')?.dispatchEvent(new Event('pointerover', { bubbles: true }));
    await source.requests(3);
    await fetch(source.path);
    expect(await filesAsked(source)).to.include('noren-elements.js');
    expect(thrown).to.deep.equal([]);
  });

  it('are fetched ahead, not run, where something is asked, with the page’s nonce', async () => {
    const { page, source } = await visit('', { nonce: 'r4nd0m' });
    const isLink = ({ href }: HTMLLinkElement): boolean =>
      href === `${location.origin}${source.path}/noren-elements.js`;
    const links = page.document.getElementsByTagName('link');
    const link = await until(() => [...links].find(isLink));
    expect(link.rel).to.equal('modulepreload');
    expect(link.nonce).to.equal('r4nd0m');
    await until(async () => (await filesAsked(source)).includes('noren-elements.js'));
    // Whatever ran it would have it soon after this, which is larger and comes later.
    await builtText('noren-elements.js');
    await turn();
    expect(page.window.customElements.get('noren-preferences') === undefined).to.equal(true);
  });
});

describe('elements', () => {
  afterEach(closePages);

  it('are drawn also where the second file is there before what they stand in', async () => {
    const page = await openPage();
    keep(everything(false), { by: page.document });
    page.window.noren = [() => undefined];
    await addTag(page, { src: `${(await endpoint(GOOD)).path}/noren-loader.js` });
    await arrived(page);
    const footer = page.document.body.appendChild(page.document.createElement('footer'));
    footer.innerHTML = '<noren-trigger></noren-trigger>';
    await until(() => footer.firstElementChild?.shadowRoot?.querySelector('button'));
  });

  it('are drawn where an application puts them in late, also those of a file of their own', async () => {
    const { page, source } = await visit('<noren-trigger></noren-trigger>', { returning: true });
    await until(() => page.document.querySelector('noren-trigger')?.shadowRoot?.querySelector('button'));
    const route = page.document.body.appendChild(page.document.createElement('main'));
    route.innerHTML = '<noren-embed></noren-embed>';
    await until(() => route.firstElementChild?.matches(':defined'));
    // Everything that was asked for was asked for once.
    const asked = await filesAsked(source);
    expect(asked.filter((file) => file === 'noren-elements.js')).to.have.length(1);
  });

  it('ask for a file that does not come no more often than there are new ones', async () => {
    const { page, source } = await visit('<a href="#noren"></a>', { returning: true });
    await source.answer({ status: 404 });
    const asked = async () => (await filesAsked(source)).filter((file) => file === 'noren-elements.js').length;
    const add = (name: string) => page.document.body.append(page.document.createElement(name));
    add('noren-trigger');
    await until(async () => (await asked()) === 1);
    // A page that changes all the time: longer than it takes to look again.
    for (let looks = 0; looks < 30; looks += 1) {
      add('p');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await asked()).to.equal(1);
    add('noren-trigger');
    await until(async () => (await asked()) === 2);
  });
});

describe('the notice of the second file', () => {
  afterEach(closePages);

  it('is the one that the first file has drawn, told of once', async () => {
    const { page, told } = await visit();
    expect(notices(page)).to.have.length(1);
    expect(notices(page)[0]?.matches(':defined')).to.equal(true);
    expect(told()).to.deep.equal(['shown notice']);
  });

  it('goes without a decision when it is hidden, and only it', async () => {
    const { page, noren, told } = await visit();
    await noren.show('preferences');
    noren.hide('notice');
    expect(isAsking(page)).to.equal(false);
    await until(() => isOpen(settings(page)[0]));
    noren.hide();
    await until(() => !isOpen(settings(page)[0]));
    expect(told().slice(0, 3)).to.deep.equal(['shown notice', 'shown preferences', 'hidden notice']);
    expect(page.document.cookie).to.equal('');
  });

  it('is told of when it goes by a choice', async () => {
    const { page, told } = await visit();
    press(page, 'accept');
    await until(() => !isAsking(page));
    expect(told()).to.deep.equal(['shown notice', 'hidden notice']);
  });

  for (const [how, swap] of [
    ['swaps its body', ({ document }: Page) => document.body.replaceWith(document.createElement('body'))],
    ['fills its body anew', ({ document }: Page) => document.body.replaceChildren(document.createElement('main'))],
  ] as const) {
    it(`is there again after the page ${how}, until it is answered`, async () => {
      const { page, noren, told } = await visit('<main></main>');
      swap(page);
      await until(() => isAsking(page));
      swap(page);
      await until(() => isAsking(page));
      expect(notices(page)).to.have.length(1);
      expect(page.document.body.firstElementChild?.localName).to.equal('noren-notice');
      press(page, 'reject');
      await until(() => !isAsking(page));
      expect(noren.state.asks).to.deep.equal([]);
      swap(page);
      await turn();
      expect(notices(page)).to.have.length(0);
      expect(told()).to.deep.equal(['shown notice', 'hidden notice']);
    });
  }

  it('comes into a page that had none when something must be asked again', async () => {
    const { page, told } = await visit('<main></main>', { returning: true });
    expect(notices(page)).to.have.length(0);
    keep({}, { by: page.document, seen: 0 });
    page.window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(() => isAsking(page));
    expect(page.document.body.firstElementChild?.localName).to.equal('noren-notice');
    expect(told()).to.deep.equal(['shown notice']);
  });
});
