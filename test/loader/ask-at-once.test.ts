import type { Noren } from '@noren/core';
import { publishConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { record, turn, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import type { Answer } from '../endpoints.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';
import { addTag, arrived, configText, everything, filesAsked, GOOD, isAsking, notices, thrownIn } from './tag.ts';

const titleOf = (page: Page): string | null | undefined =>
  notices(page)[0]?.shadowRoot?.querySelector('h2')?.textContent;

/**
 * A page in English whose site gives everything but the notice's English words, until it is told to, or answers the request for
 * them as the test says.
 */
async function englishPage(answer?: Answer) {
  const { runtime, wordings, wordingFiles } = await publishConfig(siteConfig, PUBLISHED_AT);
  const good: Answer = { ...GOOD, files: Object.fromEntries(wordingFiles.map(({ name, text }) => [name, text])) };
  const site = await (answer ? endpoint(GOOD, answer) : endpoint({ ...good, hold: 'notice.' }));
  const page = await openPage('<main></main>');
  page.document.documentElement.lang = 'en-GB';
  const titles = { ja: wordings.ja?.notice.title, en: wordings.en?.notice.title };
  const words = `notice.${runtime.wording.en}.json`;
  return { page, site, titles, good, words, tag: { src: `${site.path}/noren-loader.js` } };
}

describe('the notice of the first file', () => {
  afterEach(closePages);

  it('is there when the script has run, first in the page, in the page’s language', async () => {
    const { wordings } = await publishConfig(siteConfig, PUBLISHED_AT);
    const page = await openPage('<main></main>');
    // The second file never comes.
    const source = await endpoint(GOOD, { hold: true });
    const heard = record(page.window, 'ready', 'grant', 'shown');
    await addTag(page, { src: `${source.path}/noren-loader.js` });
    expect(heard.map(([type]) => type)).to.deep.equal(['ready', 'grant', 'shown']);
    expect(page.document.body.firstElementChild?.localName).to.equal('noren-notice');
    expect(isAsking(page)).to.equal(true);
    expect(titleOf(page)).to.equal(wordings.ja?.notice.title);
    expect(notices(page)[0]?.lang).to.equal('ja');
    const panel = notices(page)[0]?.shadowRoot?.querySelector('.panel');
    expect(panel && getComputedStyle(panel).position).to.equal('fixed');
  });

  it('is in its language for fonts and line breaks too, which it does not inherit from the page', async () => {
    const page = await openPage('<main></main>');
    page.document.documentElement.lang = 'ja';
    await addTag(page);
    const parts = [...(notices(page)[0]?.shadowRoot?.children ?? [])] as HTMLElement[];
    expect(parts.map(({ lang }) => lang)).to.deep.equal(['ja', 'ja']);
    for (const part of parts) {
      // Firefox does not tell; WebKit tells without quotation marks.
      const { webkitLocale = 'ja' } = getComputedStyle(part) as { webkitLocale?: string };
      expect(webkitLocale.replaceAll('"', '')).to.equal('ja');
    }
  });

  it('waits for the body, and no longer', async () => {
    const page = await openPage();
    const { body, documentElement } = page.document;
    body.remove();
    const thrown = thrownIn(page);
    await addTag(page);
    expect(notices(page)).to.have.length(0);
    documentElement.append(page.document.createComment('not yet'));
    await arrived(page);
    expect(notices(page)).to.have.length(0);
    documentElement.append(body);
    await until(() => notices(page).length);
    expect(isAsking(page)).to.equal(true);
    // Not once more with the next change of the page.
    documentElement.append(page.document.createComment('after'));
    await turn();
    expect(notices(page)).to.have.length(1);
    expect(thrown).to.deep.equal([]);
  });

  it('works on a page without a head: the files behind it are fetched ahead, and the link to the settings opens them', async () => {
    const page = await openPage('<a href="#noren-settings"></a>');
    const thrown = thrownIn(page);
    page.document.head.remove();
    await addTag(page);
    expect(isAsking(page)).to.equal(true);
    await until(() => page.document.querySelector('noren-notice > link[rel=modulepreload][href$="noren-elements.js"]'));
    page.document.querySelector('a')?.click();
    await until(() => page.document.querySelector('noren-preferences')?.shadowRoot?.querySelector('dialog[open]'));
    expect(thrown).to.deep.equal([]);
  });

  it('does not come where everything was decided, not even after the second file', async () => {
    const page = await openPage('<noren-trigger></noren-trigger>');
    keep(everything(false), { by: page.document });
    await addTag(page);
    await arrived(page);
    expect(notices(page)).to.have.length(0);
  });

  it('costs nobody words who is not asked', async () => {
    const { page, site, tag } = await englishPage();
    keep(everything(true), { by: page.document });
    await addTag(page, tag);
    expect(await filesAsked(site)).to.deep.equal(['noren-loader.js']);
  });

  for (const layout of ['bar', 'dialog']) {
    it(`speaks the page’s other language, as a ${layout}, with words that are asked for at once, beside the second file`, async () => {
      const { page, site, titles, good, words, tag } = await englishPage();
      const heard = record(page.window, 'shown', 'hidden');
      await addTag(page, { ...tag, inPage: await configText({ layout }) });
      await site.requests(3);
      expect(await filesAsked(site)).to.have.members(['noren-loader.js', 'noren-page.js', words]);
      const noren = await arrived(page);
      expect(notices(page)).to.have.length(0);
      await site.answer(good);
      await until(() => isAsking(page));
      await turn();
      expect(notices(page).map(({ lang }) => lang)).to.deep.equal(['en']);
      expect(titleOf(page)).to.equal(titles.en);
      expect((await filesAsked(site)).filter((name) => name?.startsWith('wording.'))).to.deep.equal([]);
      noren.acceptAll();
      expect(heard.map(([type]) => type)).to.deep.equal(['shown', 'hidden']);
    });
  }

  for (const [what, answer] of [
    ['is not there', { status: 404, body: '<h1>Not found</h1>' }],
    ['cannot be had', { drop: true }],
  ] as [string, Answer][]) {
    it(`speaks the first language when the file of the other one ${what}`, async () => {
      const { page, titles, tag } = await englishPage(answer);
      const thrown = thrownIn(page);
      await addTag(page, tag);
      await until(() => notices(page).length);
      expect(titleOf(page)).to.equal(titles.ja);
      expect(isAsking(page)).to.equal(true);
      expect(thrown).to.deep.equal([]);
    });
  }

  for (const [what, body] of [
    ['is cut off', '{"title":"Coo'],
    ['is null', 'null'],
    ['has no words in it', '{"code":"broken"}'],
  ]) {
    it(`finds its words in the wording, and else speaks the first language, when the file of the other one ${what}`, async () => {
      for (const isThere of [true, false]) {
        const { page, site, titles, good, words, tag } = await englishPage();
        const thrown = thrownIn(page);
        await site.answer({ ...GOOD, files: { ...(isThere && good.files), [words]: body as string } });
        await addTag(page, tag);
        await until(() => notices(page).length);
        expect(titleOf(page)).to.equal(isThere ? titles.en : titles.ja);
        expect(isAsking(page)).to.equal(true);
        expect(thrown).to.deep.equal([]);
        page.close();
      }
    });
  }

  it('does not come when the page decides while its words are on the way', async () => {
    const { page, site, good, tag } = await englishPage();
    page.window.noren = [(noren: Noren) => noren.rejectAll()];
    await addTag(page, tag);
    await until(() => page.document.cookie.includes('noren='));
    await site.answer(good);
    expect(await (await arrived(page)).wording()).to.have.property('language', 'en');
    expect(notices(page)).to.have.length(0);
  });

  it('waits for the body also where its words come before it', async () => {
    const { page, site, titles, good, tag } = await englishPage();
    const { body, documentElement } = page.document;
    body.remove();
    await addTag(page, tag);
    await site.answer(good);
    expect(await (await arrived(page)).wording()).to.have.property('language', 'en');
    documentElement.append(body);
    await until(() => notices(page).length);
    expect(titleOf(page)).to.equal(titles.en);
  });
});
