import type { Noren } from '@noren/core';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import { addTag, arrived, configText, everything, filesAsked, GOOD, thrownIn } from './tag.ts';

type Callback = (noren: Noren) => void;
const push = ({ window }: Page, ...callbacks: Callback[]): void => {
  window.noren ??= [];
  (window.noren as { push(...list: Callback[]): number }).push(...callbacks);
};

describe('callbacks of the page', () => {
  afterEach(closePages);

  it('are called in order, whether they came before the tag, before the second file or after it', async () => {
    const source = await endpoint(GOOD, { hold: true });
    const page = await openPage();
    const called: [string, Noren][] = [];
    const note =
      (name: string): Callback =>
      (noren) =>
        called.push([name, noren]);
    push(page, note('first'), note('second'));
    await addTag(page, { src: `${source.path}/noren-loader.js` });
    push(page, note('third'), note('fourth'));
    push(page, note('fifth'));
    await source.requests(2);
    expect(called).to.deep.equal([]);
    await source.answer(GOOD);
    const noren = await arrived(page);
    push(page, note('sixth'));
    expect(called.map(([name]) => name)).to.deep.equal(['first', 'second', 'third', 'fourth', 'fifth', 'sixth']);
    expect(called.every(([, given]) => given === noren)).to.equal(true);
  });

  it('are not stopped by one that throws, which the page hears of', async () => {
    const page = await openPage();
    const thrown = thrownIn(page);
    const called: string[] = [];
    push(
      page,
      () => called.push('before'),
      () => {
        throw new Error('of the page itself');
      },
      () => called.push('after'),
    );
    await addTag(page);
    await arrived(page);
    expect(called).to.deep.equal(['before', 'after']);
    await until(() => thrown.length);
    expect(thrown).to.have.length(1);
    expect(thrown[0]).to.contain('of the page itself');
  });

  it('may decide at once, and then nothing is asked any more', async () => {
    const page = await openPage();
    push(page, (noren) => noren.rejectAll());
    await addTag(page);
    await until(() => page.document.cookie.includes('noren='));
    expect((await arrived(page)).state.asks).to.deep.equal([]);
  });

  it('bring the second file to a page that asks nothing', async () => {
    const page = await openPage();
    keep(everything(true), { by: page.document });
    const source = await endpoint(GOOD);
    await addTag(page, { src: `${source.path}/noren-loader.js` });
    expect(await filesAsked(source)).to.deep.equal(['noren-loader.js']);
    const given = await new Promise<Noren>((resolve) => push(page, resolve));
    expect(given.has('statistics')).to.equal(true);
    expect(page.window.noren === given).to.equal(true);
  });

  it('bring it also when they came before the tag', async () => {
    const page = await openPage();
    keep(everything(true), { by: page.document });
    const given = new Promise<Noren>((resolve) => push(page, resolve));
    await addTag(page);
    expect((await given).has('statistics')).to.equal(true);
  });

  it('wait for a config that is still on its way', async () => {
    const file = await endpoint();
    const page = await openPage();
    const called: string[] = [];
    push(page, () => called.push('before'));
    await addTag(page, { inPage: null, data: { config: `${file.path}/runtime.json` } });
    push(page, () => called.push('meanwhile'));
    await file.answer({ body: await configText() });
    await arrived(page);
    expect(called).to.deep.equal(['before', 'meanwhile']);
  });

  it('are kept, not called, where there is no config', async () => {
    const page = await openPage();
    const called: string[] = [];
    push(page, () => called.push('before'));
    await addTag(page, { inPage: null });
    push(page, () => called.push('after'));
    expect(called).to.deep.equal([]);
    expect(page.window.noren).to.have.length(2);
  });
});
