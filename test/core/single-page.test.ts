import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { endpoint } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { next, until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

type Turbo = { readonly visit: (address: string, options?: { action: string }) => void };

const note = (name: string): string => `(window.log ??= []).push('${name}');`;
const gated = (name: string, purpose = 'statistics'): string =>
  `<script type="text/plain" data-noren="${purpose}">${note(name)}</script>`;
const TURBO = '<script src="/node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js"></script>';
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];

/** Another page of the application, as its server sends it. */
const pageOf = (body: string) =>
  endpoint({
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><html lang="ja"><head><meta charset="utf-8"></head><body>${body}</body></html>`,
  });

/** A page of an application that follows links without loading a page, with the gate on it. */
async function application(body: string): Promise<Page> {
  const page = await openPage(TURBO + body);
  page.lab.kernel({ config: await runtimeOf() });
  return page;
}

async function visit(page: Page, { path }: { path: string }, action = 'advance'): Promise<void> {
  const rendered = next(page.document, 'turbo:load');
  (page.window.Turbo as Turbo).visit(path, { action });
  await rendered;
}

/** Not by the browser's own history, which frames of a test share. */
const goBack = (page: Page): Promise<void> => visit(page, page.source, 'restore');

describe('an application that swaps its body for each page (Turbo)', () => {
  afterEach(closePages);

  it('has the tags of each page run once, in their order, and what may not run stays closed', async () => {
    keep({ statistics: true, advertising: false });
    const page = await application(`<main>one</main>${gated('one')}`);
    const second = await pageOf(
      `<main>two</main>${gated('two a')}${gated('ad', 'advertising')}<template data-noren="statistics"><b>shown</b><script>${note('two b')}</script></template>`,
    );
    await visit(page, second);
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['one', 'two a', 'two b']);
    expect(page.document.querySelectorAll('b')).to.have.length(1);
    await visit(page, await pageOf(`<main>three</main>${gated('three')}`));
    await until(() => log(page).length === 4);
    expect(log(page)).to.deep.equal(['one', 'two a', 'two b', 'three']);
    expect(page.document.querySelector('b')).to.equal(null);
  });

  it('has nothing of a page that it kept run after a no, when somebody goes back to it', async () => {
    keep({ statistics: true, advertising: false });
    const page = await application(`<main>one</main>${gated('one')}`);
    await visit(page, await pageOf(`<main>two</main>${gated('two')}`));
    await until(() => log(page).length === 2);
    await goBack(page);
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['one', 'two', 'one']);
    await visit(page, await pageOf('<main>three</main>'));
    keep({ statistics: false, advertising: false }, { by: page.document });
    comeBack(page);
    await goBack(page);
    expect(page.document.querySelector('main')?.textContent).to.equal('one');
    expect(log(page)).to.deep.equal(['one', 'two', 'one']);
  });

  it('has no frame of a page that it kept, after a no', async () => {
    keep({ statistics: true, advertising: false });
    const page = await openPage(
      `${TURBO}<main>one</main><template data-noren="statistics"><iframe></iframe></template>`,
    );
    const noren = page.lab.noren({ config: await runtimeOf() });
    expect(page.document.querySelectorAll('iframe')).to.have.length(1);
    await visit(page, await pageOf('<main>two</main>'));
    const revoked = next(page.window, 'noren:revoke');
    noren.withdraw('statistics');
    await revoked;
    await goBack(page);
    expect(page.document.querySelector('main')?.textContent).to.equal('one');
    expect(page.document.querySelectorAll('iframe')).to.have.length(0);
  });

  it('has nothing run of any page after a no', async () => {
    keep({ statistics: false, advertising: false });
    const page = await application(gated('one'));
    await visit(
      page,
      await pageOf(`<main>two</main>${gated('two')}<template data-noren="statistics"><img></template>`),
    );
    await visit(page, await pageOf('<main>three</main>'));
    expect(log(page)).to.deep.equal([]);
    expect(page.document.querySelector('img')).to.equal(null);
  });
});

describe('what Turbo puts into a page without leaving it', () => {
  afterEach(closePages);

  it('is found in a stream, and runs once', async () => {
    keep({ statistics: true, advertising: false });
    const page = await application('<div id="box"></div>');
    const inside = `${gated('stream')}${gated('ad', 'advertising')}<template data-noren="statistics"><b></b><script>${note('inner')}</script></template>`;
    (page.window.Turbo as { renderStreamMessage: (text: string) => void }).renderStreamMessage(
      `<turbo-stream action="append" target="box"><template>${inside}</template></turbo-stream>`,
    );
    await until(() => page.document.querySelector('#box b'));
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['stream', 'inner']);
    expect(page.document.querySelectorAll('b')).to.have.length(1);
  });

  it('is found in a frame of it, and runs once for each page of that', async () => {
    keep({ statistics: true, advertising: false });
    // Turbo makes each script of a frame anew a moment later, unless it is told not to.
    const tag = (name: string): string => gated(name).replace('<script', '<script data-turbo-eval="false"');
    const frameOf = (name: string): string => `<turbo-frame id="part"><main>${name}</main>${tag(name)}</turbo-frame>`;
    const page = await application(frameOf('one'));
    const second = await pageOf(frameOf('two'));
    const loaded = next(page.document, 'turbo:frame-load');
    page.document.querySelector('turbo-frame')?.setAttribute('src', second.path);
    await loaded;
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['one', 'two']);
  });

  it('and keeps from page to page stays as it is, with its frame and its tag', async () => {
    keep({ statistics: true, advertising: false });
    const permanent = `<div id="kept" data-turbo-permanent><template data-noren="statistics"><iframe></iframe></template>${gated('kept')}</div>`;
    const page = await application(`<main>one</main>${permanent}`);
    await visit(page, await pageOf(`<main>two</main>${permanent}${gated('two')}`));
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['kept', 'two']);
    expect(page.document.querySelectorAll('iframe')).to.have.length(1);
    keep({ statistics: false, advertising: false }, { by: page.document });
    comeBack(page);
    expect(page.document.querySelector('iframe')).to.equal(null);
  });
});

describe('a view transition', () => {
  afterEach(closePages);

  it('that changes the page keeps its tags: each runs once', async function () {
    keep({ statistics: true });
    const page = await openPage(`<main>one</main>${gated('one')}`);
    const { document } = page;
    // WebKitGTK without a compositor ends the whole browser.
    if (!('startViewTransition' in document) || navigator.vendor.startsWith('Apple')) this.skip();
    page.lab.kernel({ config: await runtimeOf() });
    await document.startViewTransition(() => {
      document.body.innerHTML = `<main>two</main>${gated('two')}`;
    }).updateCallbackDone;
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['one', 'two']);
  });
});

describe('a pixel in noscript within gated markup', () => {
  afterEach(closePages);

  it('is fetched by nobody who has script, whether the purpose is permitted or not', async () => {
    const pixel = await endpoint({ body: '' });
    const noscript = `<noscript><img src="${pixel.path}/p.gif"></noscript>`;
    keep({ statistics: true, advertising: false });
    const page = await openPage(
      `<template data-noren="statistics"><p>shown</p>${noscript}</template>
       <template data-noren="statistics"><!--<u>shown</u>${noscript}--></template>
       <template data-noren="advertising">${noscript}</template>
       <script type="text/plain" data-noren="statistics">document.write('<i>written</i>${noscript}')</script>`,
    );
    page.lab.kernel({ config: await runtimeOf() });
    await until(
      () => page.document.querySelector('i') && page.document.querySelector('p') && page.document.querySelector('u'),
    );
    const last = await endpoint({ body: 'last' });
    await page.window.fetch(last.path);
    expect(await pixel.requests(0)).to.deep.equal([]);
    expect(page.document.querySelector('img')).to.equal(null);
  });
});
