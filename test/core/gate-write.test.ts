import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { endpoint, script } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { turn, until } from './moments.ts';
import { closePages, openPage, type Page } from './page.ts';

const gated = (text: string): string => `<script type="text/plain" data-noren="statistics">${text}</script>`;

async function permitted(body: string): Promise<Page> {
  keep({ statistics: true });
  const page = await openPage(body);
  page.lab.kernel({ config: await runtimeOf() });
  // What a late script runs in is a file of its own.
  await turn();
  return page;
}
const note = (name: string): string => `(window.log ??= []).push('${name}');`;
/** The same within a text in single quotes. */
const noted = (name: string): string => note(name).replaceAll("'", '"');
const log = ({ window }: Page): string[] => (window.log as string[]) ?? [];
const text = ({ document }: Page): string => document.body.innerText.replace(/\s+/g, ' ').trim();

describe('document.write of a gated inline script', () => {
  afterEach(closePages);

  it('inserts at the script’s place, and the page stays', async () => {
    const page = await permitted(`<p>before</p>${gated("document.write('<i>written</i>')")}<p>after</p>`);
    expect(text(page)).to.equal('before written after');
    expect(page.document.querySelector('i')?.previousElementSibling?.localName).to.equal('script');
  });

  it('makes one text of several writes, as a parser would', async () => {
    const page = await permitted(
      gated("document.write('<b'); document.write('>a','b'); document.write('c</', 'b>'); document.writeln('d')"),
    );
    expect(page.document.querySelector('b')?.outerHTML).to.equal('<b>abc</b>');
  });

  it('runs the scripts that it writes', async () => {
    const page = await permitted(gated("document.write('<script>window.inner = 1</'+'script>')"));
    expect(page.window.inner).to.equal(1);
  });

  it('makes what follows wait for the scripts that it writes, in their order, as a parser would', async () => {
    const [first, second] = [await endpoint(), await endpoint()];
    const tag = (inner: string): string => `<script${inner}</'+'script>`;
    const page = await permitted(
      gated(
        `${note('writer')}document.write('${tag(` src="${first.path}/a.js">`)}<i>1</i>${tag(`>${noted('inline')}`)}');
         document.write('${tag(` src="${second.path}/b.js">`)}${tag(`>${noted('last')}`)}');${note('written')}`,
      ) + gated(note('next')),
    );
    await first.requests(1);
    // What is no script does not wait.
    expect(text(page)).to.equal('1');
    expect(log(page)).to.deep.equal(['writer', 'written']);
    await second.answer(script(note('second')));
    await first.answer(script(note('first')));
    await until(() => log(page).length === 7);
    expect(log(page)).to.deep.equal(['writer', 'written', 'first', 'inline', 'second', 'last', 'next']);
  });

  it('and of a script that was written itself stands in its place, before what follows', async () => {
    const inner = await endpoint(script(note('inner')));
    const page = await permitted(
      `<template data-noren="statistics"><script>document.write('<script>document.write("<script src=${inner.path}/a.js><\\\\/script><u>u</u>")</'+'script><b>b</b>')</script>
        <script>${note('next')}</script></template>`,
    );
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['inner', 'next']);
    expect(text(page)).to.equal('ub');
  });

  it('goes on after a written script that cannot be had, and lets an async one run when it will', async () => {
    const [gone, slow] = [await endpoint({ status: 404 }), await endpoint()];
    const page = await permitted(
      gated(
        `document.write('<script async src="${slow.path}/a.js"></'+'script><script src="${gone.path}/b.js"></'+'script>')`,
      ) + gated(note('next')),
    );
    await until(() => log(page).length);
    expect(log(page)).to.deep.equal(['next']);
    await slow.answer(script(note('async')));
    await until(() => log(page).length === 2);
  });

  it('of a script that has removed itself stands where it was, and lets the next one run', async () => {
    const page = await permitted(
      `<p>text</p>${gated("document.currentScript.remove(); document.write('x')")}${gated('window.after = 1')}`,
    );
    await until(() => page.window.after);
    expect(text(page)).to.equal('text x');
  });

  it('is the page’s own again afterwards, also when the script throws', async () => {
    const page = await permitted(gated("document.write('x'); throw new Error('of the tag itself')"));
    expect(Object.keys(page.document)).to.not.include.members(['write', 'writeln']);
    expect(page.document.write).to.equal(page.window.Document.prototype.write);
  });

  it('lets gated markup that it writes run before what follows, where that may run, and else wait', async () => {
    keep({ statistics: true, advertising: false });
    const external = await endpoint(script(note('external')));
    const inner = (attributes: string, text = ''): string =>
      `<script type="text/plain" ${attributes}>${text}</'+'script>`;
    const page = await openPage(
      gated(
        `document.write('${inner('data-noren="statistics"', noted('inline'))}${inner('data-noren="advertising"', noted('ad'))}<template data-noren="statistics"><u>u</u></template>');
         document.write('${inner(`data-noren="statistics" src="${external.path}/a.js"`)}')`,
      ) + gated(note('next')),
    );
    page.lab.kernel({ config: await runtimeOf() });
    await until(() => log(page).length === 3);
    expect(log(page)).to.deep.equal(['inline', 'external', 'next']);
    expect(page.document.querySelectorAll('u')).to.have.length(1);
    keep({ statistics: true, advertising: true }, { by: page.document });
    comeBack(page);
    await until(() => log(page).length === 4);
    expect(log(page).at(-1)).to.equal('ad');
  });

  it('of deferred scripts keeps their place among the deferred ones of the page', async () => {
    const [first, second] = [await endpoint(script(note('written'))), await endpoint(script(note('last')))];
    const page = await permitted(
      `${gated(`document.write('<script defer src="${first.path}/a.js"></'+'script>')`)}
      <script type="text/plain" data-noren="statistics" defer src="${second.path}/b.js"></script>`,
    );
    await until(() => log(page).length === 2);
    expect(log(page)).to.deep.equal(['written', 'last']);
  });

  it('puts nothing into the page, and fetches nothing, once the script itself has withdrawn its permission', async () => {
    const host = await endpoint();
    const page = await openPage(gated(`withdraw(); document.write('<img src="${host.path}/p.gif">')`));
    page.lab.kernel({ config: await runtimeOf() });
    const become = (granted: boolean): void => {
      keep({ statistics: granted }, { by: page.document });
      comeBack(page);
    };
    page.window.withdraw = () => become(false);
    become(true);
    const own = await endpoint({ body: 'last' });
    await page.window.fetch(own.path);
    expect(await host.requests(0)).to.deep.equal([]);
    expect(page.document.querySelector('img')).to.equal(null);
  });

  it('leaves alone what the page has put there, and what a tag puts there while it runs', async () => {
    keep({ statistics: true });
    const page = await openPage(`<p>before</p>
      <script>document.writeln = () => 'of the page'</script>
      ${gated("document.writeln('<i>written</i>'); document.write = () => 'of the tag'")}
      ${gated("document.write('<b>also</b>')")}`);
    page.lab.kernel({ config: await runtimeOf() });
    await turn();
    const { write, writeln } = page.document as unknown as Record<string, () => string>;
    expect([write?.(), writeln?.()]).to.deep.equal(['of the tag', 'of the page']);
    expect(Object.keys(page.document)).to.not.include('open');
    expect(text(page)).to.equal('before written also');
  });

  it('is not kept from its place by the open() and close() around it', async () => {
    const page = await permitted(
      `<p>before</p>${gated("document.open().write('<i>written</i>'); document.close()")}<p>after</p>`,
    );
    expect(text(page)).to.equal('before written after');
    expect(page.document.open).to.equal(page.window.Document.prototype.open);
  });

  it('does not erase a page that is still being parsed', async () => {
    keep({ statistics: true });
    const page = await openPage('<p>before</p>', { open: true });
    page.lab.kernel({ config: await runtimeOf() });
    await page.source.more(`${gated("document.write('<i>written</i>')")}<p>between</p>`);
    await page.arrived(() => page.document.querySelector('i'));
    expect(page.document.readyState).to.equal('loading');
    await page.source.more('<p>after</p>', true);
    await until(() => page.document.readyState === 'complete');
    expect(text(page)).to.equal('before written between after');
  });
});
