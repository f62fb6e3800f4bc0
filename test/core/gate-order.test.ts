import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { endpoint, script } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const note = (name: string): string => `(window.log ??= []).push('${name}');`;
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];

/** Opens a page, with everything permitted, and the gate on it. */
async function permitted(body: string): Promise<Page> {
  keep({ statistics: true, advertising: true });
  const page = await openPage(body);
  page.lab.kernel({ config: await runtimeOf() });
  return page;
}

describe('gated scripts', () => {
  afterEach(closePages);

  it('run in document order, in both spellings, an external one before the inline one after it', async () => {
    const slow = await endpoint();
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics">${note('first')}</script>
      <script type="text/plain" data-noren="statistics" src="${slow.path}/a.js"></script>
      <template data-noren="advertising"><script>${note('third')}</script><script>${note('fourth')}</script></template>
      <script type="text/plain" data-noren="statistics">${note('fifth')}</script>`);
    await slow.requests(1);
    expect(log(page)).to.deep.equal(['first']);
    await slow.answer(script(note('second')));
    await until(() => log(page).length === 5);
    expect(log(page)).to.deep.equal(['first', 'second', 'third', 'fourth', 'fifth']);
  });

  it('are fetched all at once, and run one after another; what may not run is not fetched', async () => {
    const [first, second, closed] = [
      await endpoint(),
      await endpoint({
        ...script(note('second')),
        headers: { 'content-type': 'text/javascript', 'cache-control': 'max-age=60' },
      }),
      await endpoint(),
    ];
    const tag = (source: { path: string }, purpose = 'statistics'): string =>
      `<script type="text/plain" data-noren="${purpose}" src="${source.path}/a.js"></script>`;
    keep({ statistics: true, advertising: false });
    const never = tag(closed).replace('<script', '<script nomodule');
    const page = await openPage(tag(first) + tag(second) + tag(closed, 'advertising') + never + tag(second));
    page.lab.kernel({ config: await runtimeOf() });
    await second.requests(1);
    expect(log(page)).to.deep.equal([]);
    await first.answer(script(note('first')));
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['first', 'second', 'second']);
    expect(await closed.requests(0)).to.deep.equal([]);
    expect(page.document.querySelector('link')).to.equal(null);
  });

  it('run in document order where more are released than fit in one task, and some stand within others', async () => {
    const names = Array.from({ length: 24 }, (_, at) => `tag-${at}`);
    const page = await permitted(
      names
        .map((name, at) =>
          at % 3
            ? `<script type="text/plain" data-noren="statistics">${note(name)}</script>`
            : `<template data-noren="statistics"><template data-noren="advertising"><script>${note(name)}</script></template></template>`,
        )
        .join(''),
    );
    await until(() => log(page).length === names.length);
    expect(log(page)).to.deep.equal(names);
  });

  it('leave the task of a choice to the choice where they are many, and run within it where they are few', async () => {
    const tag = (name: string): string => `<script type="text/plain" data-noren="statistics">${note(name)}</script>`;
    expect(log(await permitted(tag('one') + tag('other')))).to.deep.equal(['one', 'other']);
    const names = Array.from({ length: 10 }, (_, at) => `tag-${at}`);
    const page = await permitted(names.map(tag).join(''));
    expect(log(page)).to.deep.equal([]);
    await until(() => log(page).length === names.length);
    expect(log(page)).to.deep.equal(names);
  });

  it('go on after one that cannot be had', async () => {
    const [gone, broken] = [await endpoint({ status: 404 }), await endpoint({ drop: true })];
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics" src="${gone.path}/a.js"></script>
      <script type="text/plain" data-noren="statistics" src="${broken.path}/b.js"></script>
      <script type="text/plain" data-noren="statistics" src=""></script>
      <script type="text/plain" data-noren="statistics">throw new Error('of the tag itself')</script>
      <script type="text/plain" data-noren="statistics">${note('after')}</script>`);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['after']);
  });

  it('keep the handlers that start a tag', async () => {
    const [tag, gone] = [await endpoint(script(note('tag'))), await endpoint({ status: 404 })];
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics" src="${tag.path}/a.js" onload="${note('loaded')}"></script>
      <script type="text/plain" data-noren="statistics" async src="${gone.path}/b.js" onerror="${note('failed')}"></script>`);
    await until(() => log(page).length === 3);
    expect(log(page)).to.have.members(['tag', 'loaded', 'failed']);
  });

  it('run however their type is written, and inside of a picture', async () => {
    const page = await permitted(`
      <script type="TEXT/PLAIN" data-noren="statistics">${note('capitals')}</script>
      <template data-noren="statistics"><svg><script>${note('picture')}</script></svg></template>
      <svg><script type="text/plain" data-noren="statistics">${note('in it')}</script></svg>`);
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['capitals', 'picture', 'in it']);
  });

  it('go on after one that no browser runs', async () => {
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics" nomodule src="/nowhere/legacy.js"></script>
      <template data-noren="statistics"><script type="text/babel" src="/nowhere/a.jsx"></script></template>
      <script type="text/plain" data-noren="statistics">${note('after')}</script>`);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['after']);
  });

  it('go on when a waiting one has left the page', async () => {
    const slow = await endpoint();
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics" src="${slow.path}/a.js"></script>
      <p><script type="text/plain" data-noren="statistics" src="/nowhere/b.js"></script></p>
      <script type="text/plain" data-noren="statistics">${note('after')}</script>`);
    await slow.requests(1);
    page.document.querySelector('p')?.remove();
    await slow.answer(script(note('slow')));
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['slow', 'after']);
  });

  it('do not wait for an async one, and run deferred ones and modules after the others', async () => {
    const [slow, quick] = [await endpoint(), await endpoint(script(note('deferred')))];
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics" async src="${slow.path}/a.js"></script>
      <script type="text/plain" data-noren="statistics" data-noren-type="module">${note('module')}</script>
      <script type="text/plain" data-noren="statistics" defer src="${quick.path}/b.js"></script>
      <script type="text/plain" data-noren="statistics">${note('inline')}</script>`);
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['inline', 'module', 'deferred']);
    await slow.answer(script(note('async')));
    await until(() => log(page).length === 4);
  });

  it('that are deferred run behind all others, also where these are too many for one task', async () => {
    const page = await openPage(
      `<script type="text/plain" data-noren="statistics" data-noren-type="module">${note('module')}</script>` +
        `<script type="text/plain" data-noren="statistics">${note('inline')}</script>`.repeat(40),
    );
    keep({ statistics: true }, { by: page.document });
    page.lab.kernel({ config: await runtimeOf() });
    await until(() => log(page).length === 41);
    expect(log(page).at(-1)).to.equal('module');
  });

  for (const [what, wrap] of [
    ['alone', (tag: string) => tag.replace('<script', '<script type="text/plain" data-noren="statistics"')],
    ['in a template', (tag: string) => `<template data-noren="statistics">${tag}</template>`],
  ] as const) {
    it(`start at once where they are async, though one before them never answers: ${what}`, async () => {
      const [hung, quick, late] = [await endpoint(), await endpoint(script(note('async'))), await endpoint()];
      const page = await permitted(`
        <script type="text/plain" data-noren="statistics" src="${hung.path}/a.js"></script>
        ${wrap(`<script defer src="${late.path}/defer.js"></script>`)}
        ${wrap(`<script>${note('inline')}</script>`)}
        ${wrap(`<script async src="${quick.path}/b.js"></script>`)}`);
      await until(() => log(page).length);
      expect(log(page)).to.deep.equal(['async']);
      expect(await late.requests(0)).to.deep.equal([]);
      await hung.answer(script(note('hung')));
      await late.answer(script(note('deferred')));
      await until(() => log(page).length === 4);
      expect(log(page)).to.deep.equal(['async', 'hung', 'inline', 'deferred']);
      expect(await quick.requests(1)).to.have.length(1);
    });
  }

  it('of one provider that are all async, also inline ones, wait for no other one that never answers, the settings before their script', async () => {
    const [hung, quick] = [await endpoint(), await endpoint(script(note('tag')))];
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics" src="${hung.path}/a.js"></script>
      <script type="text/plain" data-noren="advertising" async>${note('settings to load')}</script>
      <template data-noren="advertising"><script async src="${quick.path}/b.js"></script></template>
      <script type="text/plain" data-noren="statistics">${note('in the page’s order')}</script>`);
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['settings to load', 'tag']);
    await hung.answer(script(note('hung')));
    await until(() => log(page).length === 4);
    expect(log(page).slice(2)).to.deep.equal(['hung', 'in the page’s order']);
  });

  it('hear DOMContentLoaded where they come with the page, also the last one in it', async () => {
    keep({ statistics: true });
    const listen = `document.addEventListener('DOMContentLoaded', () => { ${note('heard')} })`;
    const page = await openPage(`<script>lab.kernel({ config: ${JSON.stringify(await runtimeOf())} })</script>
      <script type="text/plain" data-noren="statistics">${listen}</script>`);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['heard']);
  });

  it('keep their attributes, and lose those of the gate', async () => {
    const source = await endpoint({ ...script(note('ran')), headers: { 'access-control-allow-origin': '*' } });
    const page = await permitted(`<script type="text/plain" data-noren="statistics" data-noren-service="karte" id="tag"
      data-key="42" crossorigin="anonymous" referrerpolicy="origin" src="${source.path}/a.js"></script>`);
    const ran = await until(() => page.document.querySelector<HTMLScriptElement>('#tag:not([type="text/plain"])'));
    expect({ ...ran.dataset }).to.deep.equal({ key: '42' });
    expect(ran).to.include({ crossOrigin: 'anonymous', referrerPolicy: 'origin', async: false });
  });

  it('are refused by the browser when their integrity is not what it says', async () => {
    const source = await endpoint(script(note('tampered')));
    const page = await permitted(`
      <script type="text/plain" data-noren="statistics" integrity="sha256-${'A'.repeat(43)}=" src="${source.path}/a.js"></script>
      <script type="text/plain" data-noren="statistics">${note('after')}</script>`);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['after']);
  });

  it('in a template keep the place, the type and the data they came with', async () => {
    const page = await permitted(`<template data-noren="statistics"><div id="box">
      <script type="application/json" id="data">{"a":1}</script>
      <script>${note('{place}').replace("'{place}'", 'document.currentScript.parentElement.id')}</script></div></template>`);
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['box']);
    expect(page.document.querySelector('#data')).to.include({ type: 'application/json', textContent: '{"a":1}' });
  });
});
