import type { NorenErrorDetail } from '@noren/model';
import { expect } from 'chai';
import { endpoint } from '../core/endpoint.ts';
import { record, until } from '../core/moments.ts';
import { closePages, openPage, type Page } from '../core/page.ts';
import type { Answer } from '../endpoints.ts';
import { addTag, configText, notices, type Tag, thrownIn } from './tag.ts';

// Opens where a kernel runs, whatever was decided.
const GATED = '<template data-noren="necessary"><b></b></template>';

async function visit(tag: Tag = {}) {
  const page = await openPage(GATED);
  const heard = record<Partial<NorenErrorDetail>>(page.window, 'ready', 'error');
  const thrown = thrownIn(page);
  await addTag(page, tag);
  await until(() => heard.length || thrown.length);
  return { page, thrown, told: heard.map(([type, { code }]) => code ?? type), detail: heard[0]?.[1] };
}
const runs = ({ document }: Page): boolean => Boolean(document.querySelector('b'));

/** Not a question, not a tag, not an exception: only the error. */
function expectRefused({ page, told, thrown }: Awaited<ReturnType<typeof visit>>, code: string): void {
  expect(told).to.deep.equal([code]);
  expect(thrown).to.deep.equal([]);
  expect(runs(page)).to.equal(false);
  expect(notices(page)).to.have.length(0);
}

describe('the config', () => {
  afterEach(closePages);

  it('in the page starts Noren', async () => {
    const { page, told, thrown } = await visit();
    expect(told).to.deep.equal(['ready']);
    expect(runs(page)).to.equal(true);
    expect(notices(page)).to.have.length(1);
    expect(thrown).to.deep.equal([]);
  });

  it('at the address in data-config starts Noren, fetched without cookies', async () => {
    const file = await endpoint({ body: await configText() });
    // biome-ignore lint/suspicious/noDocumentCookie: at once, and in every engine.
    document.cookie = 'member=42;path=/';
    const { page, told } = await visit({ inPage: null, data: { config: `${file.path}/runtime.json` } });
    expect(told).to.deep.equal(['ready']);
    expect(runs(page)).to.equal(true);
    const [request] = await file.requests(1);
    expect(request?.headers).to.not.have.property('cookie');
  });

  it('in the page comes before an address, which is not asked', async () => {
    const file = await endpoint({ body: 'not asked' });
    const { told } = await visit({ data: { config: `${file.path}/runtime.json` } });
    expect(told).to.deep.equal(['ready']);
    expect(await file.requests(0)).to.deep.equal([]);
  });

  for (const inPage of [null, '']) {
    it(`is missed by its code where there is ${inPage === null ? 'none' : 'an empty one'}`, async () => {
      const visited = await visit({ inPage });
      expectRefused(visited, 'no-config');
      expect(visited.detail).to.have.keys('code', 'path', 'fix');
    });
  }

  it('in the page is refused when it is not JSON, with its place', async () => {
    const visited = await visit({ inPage: `const config = ${await configText()};` });
    expectRefused(visited, 'config-not-json');
    expect(visited.detail?.path).to.equal('script[data-noren-config]');
  });

  for (const [what, answer] of [
    ['is not there', { status: 404 }],
    ['cannot be had', { drop: true }],
    ['is broken', { status: 500 }],
    ['is a page', { body: '<!doctype html><title>Not found</title>' }],
    ['is empty', { body: '' }],
  ] as [string, Answer][]) {
    it(`at an address that ${what} is refused, with the address`, async () => {
      // What a broken server sends does not count, even if it can be read.
      const file = await endpoint({ body: await configText(), ...answer });
      const visited = await visit({ inPage: null, data: { config: `${file.path}/runtime.json` } });
      expectRefused(visited, 'config-not-json');
      expect(visited.detail?.path).to.equal(`${file.path}/runtime.json`);
    });
  }

  it('at an address is refused when it has another shape', async () => {
    const file = await endpoint({ body: '{"v":1}' });
    const visited = await visit({ inPage: null, data: { config: `${file.path}/runtime.json` } });
    expectRefused(visited, 'config-shape');
    expect(visited.detail?.path).to.equal(`${file.path}/runtime.json`);
  });

  it('of another site is refused, with the site of the tag', async () => {
    const visited = await visit({ data: { site: 'energy' } });
    expectRefused(visited, 'config-of-another-site');
    expect(visited.detail?.received).to.equal('energy');
  });

  it('of the site that the tag names is taken', async () => {
    expect((await visit({ data: { site: 'portal' } })).told).to.deep.equal(['ready']);
  });

  it('that was never published may be tried out on this machine', async () => {
    expect((await visit({ inPage: await configText({ stamp: undefined }) })).told).to.deep.equal(['ready']);
  });

  for (const [what, stamp, outcome] of [
    ['never published is refused', undefined, 'config-not-stamped'],
    ['published runs', 'aBcDeF123456', 'ready'],
  ] as const) {
    it(`that was ${what} anywhere else`, async () => {
      const { document: outer } = await openPage();
      const frame = Object.assign(outer.createElement('iframe'), { srcdoc: '<!doctype html><html lang="ja"><body>' });
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      outer.body.append(frame);
      await loaded;
      // A page of no host stands for one of another host.
      const page = { window: frame.contentWindow, document: frame.contentDocument } as Page;
      expect(page.window.location.hostname).to.equal('');
      const heard = record<Partial<NorenErrorDetail>>(page.window, 'ready', 'error');
      await addTag(page, { inPage: await configText({ stamp }) });
      await until(() => heard.length);
      expect(heard.map(([type, { code }]) => code ?? type)).to.deep.equal([outcome]);
      expect(notices(page)).to.have.length(outcome === 'ready' ? 1 : 0);
    });
  }
});
