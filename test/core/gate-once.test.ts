import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { endpoint, script } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { turn, until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const note = (name: string): string => `(window.log ??= []).push('${name}');`;
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];

/** A page with the gate, and ways to permit and to withdraw. */
async function gatedPage(body: string) {
  const page = await openPage(body);
  const { gate } = page.lab.kernel({ config: await runtimeOf() });
  const become = (granted: boolean): void => {
    keep({ statistics: granted, advertising: true }, { by: page.document });
    comeBack(page);
  };
  return { page, gate, permit: () => become(true), withdraw: () => become(false) };
}

describe('a gated script runs once', () => {
  afterEach(closePages);

  it('although its permission is withdrawn and given again', async () => {
    const { page, permit, withdraw } = await gatedPage(`
      <script type="text/plain" data-noren="statistics">${note('alone')}</script>
      <template data-noren="statistics"><p>box</p><script>${note('inside')}</script></template>`);
    permit();
    withdraw();
    permit();
    expect(log(page)).to.deep.equal(['alone', 'inside']);
    expect(page.document.querySelectorAll('p')).to.have.length(1);
  });

  for (const [what, wrap] of [
    ['bare', (markup: string) => markup],
    ['in a comment', (markup: string) => `<!-- ${markup} -->`],
  ] as const) {
    it(`although what it stands in, gated itself, is taken back and released again: ${what}`, async () => {
      const { page, permit, withdraw } = await gatedPage(`<template data-noren="statistics"><p>box</p>
        <script type="text/plain" data-noren="advertising">${note('gated')}</script>
        <template data-noren="advertising">${wrap(`<i></i><script>${note('template')}</script>
          <template data-noren="statistics"><b></b><script>${note('deep')}</script></template>`)}</template>
        <div><script>${note('own')}</script></div></template>`);
      const there = (): string[] => [...page.document.querySelectorAll('p, i, b')].map(({ localName }) => localName);
      for (let round = 1; round <= 3; round += 1) {
        permit();
        await until(() => there().length === 3);
        expect(there()).to.deep.equal(['p', 'i', 'b']);
        withdraw();
        expect(there()).to.deep.equal([]);
      }
      expect(log(page).sort()).to.deep.equal(['deep', 'gated', 'own', 'template']);
    });
  }

  it('although its element is put into the page again', async () => {
    const { page, permit } = await gatedPage(
      `<script type="text/plain" data-noren="statistics">${note('ran')}</script>`,
    );
    const element = page.document.querySelector('[data-noren]') as Element;
    permit();
    page.document.body.append(element);
    const last = page.document.createElement('template');
    last.dataset.noren = 'statistics';
    last.innerHTML = '<p></p>';
    page.document.body.append(last);
    await until(() => page.document.querySelector('p'));
    expect(log(page)).to.deep.equal(['ran']);
  });

  it('and its element stays where an application has put it, and will look for it', async () => {
    const slow = await endpoint();
    const { page, permit } = await gatedPage(
      `<main><script type="text/plain" data-noren="statistics">${note('inline')}</script><script type="text/plain" data-noren="statistics" src="${slow.path}/a.js"></script></main>`,
    );
    const [main, [inline, external]] = [
      page.document.querySelector('main') as Element,
      [...page.document.querySelectorAll('main script')] as [Element, Element],
    ];
    permit();
    await slow.requests(1);
    // As when it draws the page anew: it does not know that there is more than what it has put there.
    main.replaceChild(page.document.createElement('p'), inline);
    main.insertBefore(page.document.createElement('b'), external);
    await slow.answer(script(note('external')));
    await until(() => log(page).length === 2);
    main.removeChild(external);
    expect(log(page)).to.deep.equal(['inline', 'external']);
  });

  it('and what has run starts no second time in a copy of the page, nor after a no', async () => {
    const tag = await endpoint(script(note('external')));
    const { page, permit, withdraw } = await gatedPage(
      `<main><script type="text/plain" data-noren="statistics">${note('inline')}</script><script type="text/plain" data-noren="statistics" src="${tag.path}/a.js"></script></main>`,
    );
    permit();
    await until(() => log(page).length === 2);
    withdraw();
    // As whoever keeps a page for the way back has it run again: every script is made anew.
    const main = page.document.querySelector('main') as Element;
    const copy = main.cloneNode(true) as Element;
    for (const old of copy.querySelectorAll('script')) {
      const fresh = page.document.createElement('script');
      for (const { name, value } of old.attributes) fresh.setAttribute(name, value);
      fresh.textContent = old.textContent;
      old.replaceWith(fresh);
    }
    main.replaceWith(copy);
    const last = await endpoint({ body: 'last' });
    await page.window.fetch(last.path);
    expect(log(page)).to.deep.equal(['inline', 'external']);
    permit();
    await until(() => log(page).length === 4);
    expect(log(page)).to.deep.equal(['inline', 'external', 'inline', 'external']);
  });

  it('and markup is released once, although the page moves the template and what it is in', async () => {
    const { page, permit } = await gatedPage(`<div><template data-noren="statistics"><p>box</p></template></div>
      <template data-noren="statistics"><i></i></template>`);
    permit();
    page.document.body.append(page.document.querySelector('div') as Element);
    page.document.body.append(page.document.querySelector('body > template') as Element);
    const last = page.document.createElement('template');
    last.dataset.noren = 'statistics';
    last.innerHTML = '<b></b>';
    page.document.body.append(last);
    await until(() => page.document.querySelector('b'));
    expect(page.document.querySelectorAll('p, i')).to.have.length(2);
  });

  it('and in the order of the page, although permission was withdrawn and given again while it waited', async () => {
    const slow = await endpoint();
    const { page, permit, withdraw } = await gatedPage(`<template data-noren="statistics">
      <script src="${slow.path}/a.js"></script><script>${note('b')}</script></template>
      <script type="text/plain" data-noren="statistics">${note('c')}</script>`);
    permit();
    await slow.requests(1);
    withdraw();
    permit();
    await slow.answer(script(note('a')));
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['a', 'b', 'c']);
  });

  it('and those behind a withdrawal run when permission comes back, the others not again', async () => {
    const slow = await endpoint();
    const { page, permit, withdraw } = await gatedPage(`<template data-noren="statistics">
      <script src="${slow.path}/a.js"></script><script>${note('b')}</script></template>
      <script type="text/plain" data-noren="statistics">${note('c')}</script>
      <script type="text/plain" data-noren="advertising">${note('d')}</script>`);
    permit();
    await slow.requests(1);
    withdraw();
    // The last one is permitted throughout: once it has run, those before it have been passed over.
    await until(() => log(page).length === 1);
    permit();
    await slow.answer(script(note('a')));
    await until(() => log(page).length === 4);
    expect(log(page)).to.deep.equal(['d', 'a', 'b', 'c']);
  });

  for (const [what, markup] of [
    ['waited for', (src: string) => `<script type="text/plain" data-noren="statistics" src="${src}"></script>`],
    ['async', (src: string) => `<script type="text/plain" data-noren="statistics" async src="${src}"></script>`],
    [
      'a module in a template',
      (src: string) => `<template data-noren="statistics"><script type="module" src="${src}"></script></template>`,
    ],
  ] as const)
    it(`and not when it comes after a withdrawal, but with the next permission: ${what}`, async () => {
      const slow = await endpoint();
      const { page, permit, withdraw } = await gatedPage(markup(`${slow.path}/a.js`));
      permit();
      await slow.requests(1);
      withdraw();
      await slow.answer(script(note('a')));
      const last = await endpoint(script(note('last')));
      const own = page.document.createElement('script');
      own.src = `${last.path}/last.js`;
      page.document.head.append(own);
      await until(() => log(page).length);
      await turn();
      expect(log(page)).to.deep.equal(['last']);
      permit();
      await until(() => log(page).length === 2);
      withdraw();
      permit();
      await turn();
      expect(log(page)).to.deep.equal(['last', 'a']);
    });

  for (const [when, withdrawal] of [
    ['at once', 'window.withdraw();'],
    ['in a microtask', 'queueMicrotask(() => window.withdraw());'],
  ])
    it(`although it withdraws its own permission while it runs: ${when}`, async () => {
      const tag = await endpoint(script(`${note('ran')}${withdrawal}`));
      const { page, permit, withdraw } = await gatedPage(
        `<script type="text/plain" data-noren="statistics" src="${tag.path}/a.js"></script>`,
      );
      page.window.withdraw = withdraw;
      permit();
      await until(() => log(page).length);
      permit();
      const last = await endpoint({ body: 'last' });
      await page.window.fetch(last.path);
      expect(log(page)).to.deep.equal(['ran']);
    });

  for (const [what, wrap] of [
    [
      'alone',
      (text: string) => `<script type="text/plain" data-noren="statistics" data-noren-type="module">${text}</script>`,
    ],
    [
      'in a template',
      (text: string) => `<template data-noren="statistics"><script type="module">${text}</script></template>`,
    ],
  ] as const)
    it(`and not when what it imports comes after a withdrawal, in this page no more: ${what}`, async () => {
      const slow = await endpoint();
      const { page, gate, permit, withdraw } = await gatedPage(wrap(`import '${slow.path}/a.js';${note('module')}`));
      // As the page API does, before there is a yes.
      await gate.prepare();
      permit();
      await slow.requests(1);
      withdraw();
      await slow.answer(script('export {};'));
      const last = await endpoint(script(note('last')));
      const own = page.document.createElement('script');
      own.src = `${last.path}/last.js`;
      page.document.head.append(own);
      await until(() => log(page).length);
      permit();
      await turn();
      expect(log(page)).to.deep.equal(['last']);
    });

  it('and a module that has run is no hindrance to a withdrawal, nor to the next yes', async () => {
    const imported = await endpoint(script('export {};'));
    const { page, gate, permit, withdraw } = await gatedPage(
      `<script type="text/plain" data-noren="statistics" data-noren-type="module">import '${imported.path}/a.js';${note('module')}</script>
       <template data-noren="statistics"><p></p></template>`,
    );
    await gate.prepare();
    permit();
    await until(() => log(page).length);
    withdraw();
    expect(page.document.querySelector('p')).to.equal(null);
    permit();
    await turn();
    expect(page.document.querySelectorAll('p')).to.have.length(1);
    expect(log(page)).to.deep.equal(['module']);
  });

  it('and not at all while nothing permits it', async () => {
    const tag = await endpoint(script(note('ran')));
    const { page, withdraw } = await gatedPage(`
      <script type="text/plain" data-noren="statistics" src="${tag.path}/a.js"></script>
      <template data-noren="statistics"><!-- <img src="${tag.path}/b.png"><iframe src="${tag.path}/c"></iframe> --></template>`);
    withdraw();
    const own = await endpoint({ body: 'last' });
    await page.window.fetch(own.path);
    expect(await tag.requests(0)).to.deep.equal([]);
    expect(page.document.querySelector('img, iframe')).to.equal(null);
  });
});
