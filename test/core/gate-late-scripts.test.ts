import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { endpoint, script } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { turn, until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const note = (name: string): string => `(window.log ??= []).push('${name}');`;
const gated = (text: string, attributes = ''): string =>
  `<script type="text/plain" data-noren="statistics" ${attributes}>${text}</script>`;
const onReady = (name: string): string => `document.addEventListener('DOMContentLoaded', () => {${note(name)}});`;
const onLoad = (name: string): string => `window.addEventListener('load', () => {${note(name)}});`;
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];

/** A page that has loaded before anything may run. */
async function loadedPage(body: string, purposes = { statistics: false, advertising: false }): Promise<Page> {
  keep(purposes);
  const page = await openPage(body);
  expect(page.document.readyState).to.equal('complete');
  await until(() => page.window.performance.timing.loadEventEnd);
  page.lab.kernel({ config: await runtimeOf() });
  return page;
}

function permit(page: Page): void {
  keep({ statistics: true, advertising: false }, { by: page.document });
  comeBack(page);
}

describe('a gated script that runs after the page has loaded', () => {
  afterEach(closePages);

  it('is told of DOMContentLoaded and load, which it waits for, whether it is inline or external', async () => {
    const external = await endpoint(script(onReady('external ready') + onLoad('external load')));
    const page = await loadedPage(
      gated(onReady('ready') + onLoad('load')) + gated('', `src="${external.path}/a.js"`) + gated(note('last')),
    );
    permit(page);
    await until(() => log(page).length === 5);
    // As in a page that they were in from the start: when all of them have run.
    expect(log(page)).to.deep.equal(['last', 'ready', 'load', 'external ready', 'external load']);
  });

  it('finds what follows it when it is told', async () => {
    const library = await endpoint(script("window.library = 'there';"));
    const page = await loadedPage(
      gated("document.addEventListener('DOMContentLoaded', () => { window.found = window.library })") +
        gated('', `src="${library.path}/library.js"`),
    );
    permit(page);
    await until(() => page.window.found);
    expect(page.window.found).to.equal('there');
  });

  it('finds all that were permitted with it when it is told, where they are more than one task releases', async () => {
    const others = Array.from({ length: 12 }, () => gated('window.others = (window.others ?? 0) + 1'));
    const page = await loadedPage(
      gated("document.addEventListener('DOMContentLoaded', () => { window.found = window.others })") + others.join(''),
    );
    permit(page);
    await until(() => page.window.found);
    expect(page.window.found).to.equal(12);
  });

  it('is told as the event’s own kind, by a function or an object, once', async () => {
    const page = await loadedPage(
      gated(`window.got = [];
        window.addEventListener('load', function (event) { got.push([this === window, event.type, event.target === document]) });
        document.addEventListener('readystatechange', { handleEvent() { got.push(document.readyState) } });
        window.onload = () => got.push('onload');`),
    );
    permit(page);
    await until(() => (page.window.got as unknown[])?.length === 3);
    await turn();
    expect(page.window.got).to.deep.include.members([[true, 'load', true], 'complete', 'onload']);
    expect(page.window.got).to.have.length(3);
  });

  it('is told as long as it has not taken that back, once of each, also by a property and of pageshow', async () => {
    const page = await loadedPage(
      gated(`const begin = () => {
          document.removeEventListener('DOMContentLoaded', begin);
          window.removeEventListener('load', begin);
          ${note('begin')}
        };
        document.addEventListener('DOMContentLoaded', begin);
        window.addEventListener('load', begin);`) +
        gated(`const again = () => {${note('again')}};
          window.addEventListener('load', again);
          window.addEventListener('load', again);
          const never = () => {${note('never')}};
          window.addEventListener('load', never, { signal: AbortSignal.abort() });
          document.addEventListener('pageshow', never);
          window.addEventListener('readystatechange', never);`) +
        gated(`document.onreadystatechange = () => {${note('onreadystatechange')}};
          window.onpageshow = () => {${note('onpageshow')}};
          window.addEventListener('pageshow', ({ persisted }) => { if (!persisted) {${note('pageshow')}} });`),
    );
    const { document } = page;
    // The page hears of `pageshow` itself right after its load.
    await turn();
    keep({ statistics: true, advertising: false }, { by: document });
    // Not by an event that they wait for.
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => log(page).includes('onreadystatechange'));
    await turn();
    expect(log(page)).to.deep.equal(['begin', 'again', 'pageshow', 'onpageshow', 'onreadystatechange']);
    expect(
      Object.hasOwn(page.window, 'removeEventListener') || Object.hasOwn(document, 'removeEventListener'),
    ).to.equal(false);
  });

  it('changes nothing for the page’s own listeners, and leaves nothing behind', async () => {
    const external = await endpoint();
    const page = await loadedPage(gated('', `src="${external.path}/a.js"`));
    permit(page);
    await external.requests(1);
    const { window, document } = page;
    window.addEventListener('load', () => (window.own = 'called'));
    document.addEventListener('DOMContentLoaded', () => (window.own = 'called'));
    await external.answer(script(onReady('external')));
    await until(() => log(page).length);
    expect(window.own).to.equal(undefined);
    expect(Object.hasOwn(window, 'addEventListener') || Object.hasOwn(document, 'addEventListener')).to.equal(false);
  });

  it('that is external writes at its place, where a browser would take no notice', async () => {
    const external = await endpoint(script("document.write('<i>written</i>');"));
    const page = await loadedPage(`<p>before</p>${gated('', `src="${external.path}/a.js"`)}<p>after</p>`);
    permit(page);
    await until(() => page.document.querySelector('i'));
    expect(page.document.body.innerText.replace(/\s+/g, ' ').trim()).to.equal('before written after');
    expect(page.document.querySelector('i')?.previousElementSibling?.localName).to.equal('script');
  });

  it('and fails stops neither what follows nor what others wait for', async () => {
    const gone = await endpoint({ status: 404 });
    const page = await loadedPage(
      gated(`${onReady('ready')}throw new Error('of the tag itself')`) +
        gated('', `src="${gone.path}/a.js"`) +
        gated(note('last')),
    );
    permit(page);
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['last', 'ready']);
  });
});

describe('a gated script that runs while the page is still parsed', () => {
  afterEach(closePages);

  it('is told once, by the browser', async () => {
    keep({ statistics: true });
    const page = await openPage(gated(onReady('ready') + onLoad('load')), { open: true });
    page.lab.kernel({ config: await runtimeOf() });
    await page.source.more('<p>more</p>', true);
    await until(() => page.document.readyState === 'complete');
    await until(() => log(page).length >= 2);
    await turn();
    expect(log(page)).to.deep.equal(['ready', 'load']);
  });

  for (const [what, attributes, asked] of [
    ['needs nothing where it is async: load waits for it', 'async', 0],
    ['needs what late ones need where it is not', '', 1],
  ] as const) {
    it(`${what}; an external one`, async () => {
      keep({ statistics: true });
      const external = await endpoint(script(onLoad('load')));
      const page = await openPage(gated('', `${attributes} src="${external.path}/a.js"`), { open: true });
      await page.arrived(() => page.document.querySelector('script'));
      let rare = 0;
      page.lab.kernel({
        config: await runtimeOf(),
        onRare: () => {
          rare += 1;
        },
      });
      await page.source.more('<p>more</p>', true);
      await until(() => log(page).length);
      await turn();
      expect(log(page)).to.deep.equal(['load']);
      expect(rare).to.equal(asked);
    });
  }

  it('and is async needs it all the same where the page has loaded', async () => {
    const external = await endpoint(script(onLoad('load')));
    const page = await loadedPage(gated('', `async src="${external.path}/a.js"`));
    permit(page);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['load']);
  });
});
