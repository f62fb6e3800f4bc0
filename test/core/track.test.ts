import type { RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { runtimeOf } from '../model/runtime.ts';
import { comeBack } from './come-back.ts';
import { keep } from './kept-cookie.ts';
import { record, until } from './moments.ts';
import { closePages, openPage } from './page.ts';

async function norenPage(config?: RuntimeConfig) {
  const page = await openPage();
  const tracks = record(page.window, 'track');
  const noren = page.lab.noren({ config: config ?? (await runtimeOf()) });
  return { page, noren, names: () => tracks.map(([, { name }]) => name), tracks };
}

describe('site analytics', () => {
  afterEach(closePages);

  it('waits for the choice, and is delivered once and in order when it is a yes', async () => {
    const { noren, names, tracks } = await norenPage();
    noren.track('page-view', { path: '/' });
    noren.track('scroll');
    expect(names()).to.deep.equal([]);
    noren.decide({ purposes: { statistics: true } });
    noren.track('click');
    expect(names()).to.deep.equal(['page-view', 'scroll', 'click']);
    expect(tracks[0]?.[1]).to.deep.equal({ name: 'page-view', detail: { path: '/' } });
  });

  it('is dropped when it is a no, and does not come back with a later yes', async () => {
    const { noren, names } = await norenPage();
    noren.track('page-view');
    noren.rejectAll();
    noren.track('click');
    noren.acceptAll();
    expect(names()).to.deep.equal([]);
    noren.track('after');
    expect(names()).to.deep.equal(['after']);
  });

  it('waits on when something else is decided', async () => {
    const { noren, names } = await norenPage();
    noren.track('page-view');
    noren.decide({ purposes: { advertising: true } });
    expect(names()).to.deep.equal([]);
    noren.decide({ purposes: { statistics: true } });
    expect(names()).to.deep.equal(['page-view']);
  });

  it('is delivered at once where a no is what is waited for, and where a yes was given before', async () => {
    const config = await runtimeOf();
    const purposes = config.purposes.map((row) =>
      row.id === 'statistics' ? { ...row, mode: 'opt-out' as const } : row,
    );
    const optOut = await norenPage({ ...config, purposes });
    optOut.noren.track('page-view');
    expect(optOut.names()).to.deep.equal(['page-view']);
    keep({ statistics: true });
    const returning = await norenPage();
    returning.noren.track('page-view');
    expect(returning.names()).to.deep.equal(['page-view']);
  });

  it('is delivered once where the yes comes from another tab, and dropped where that has said no', async () => {
    for (const [granted, heard] of [
      [true, ['first']],
      [false, []],
    ] as const) {
      const { page, noren, names } = await norenPage();
      noren.track('first');
      keep({ statistics: granted }, { by: page.document });
      comeBack(page);
      comeBack(page);
      expect(names()).to.deep.equal(heard);
      await closePages();
    }
  });

  it('stops in the middle of what was held when whoever hears it withdraws', async () => {
    const { page, noren, names } = await norenPage();
    page.window.addEventListener('noren:track', () => noren.withdraw('statistics'), { once: true });
    noren.track('first');
    noren.track('second');
    noren.decide({ purposes: { statistics: true } });
    expect(names()).to.deep.equal(['first']);
  });

  it('stays in order when whoever hears it adds to it', async () => {
    const { page, noren, names } = await norenPage();
    page.window.addEventListener('noren:track', () => noren.track('third'), { once: true });
    noren.track('first');
    noren.track('second');
    noren.decide({ purposes: { statistics: true } });
    expect(names()).to.deep.equal(['first', 'second', 'third']);
  });

  it('holds no more than a visit can be, the first of it, and says so once', async () => {
    const { page, noren, names } = await norenPage();
    const errors = record(page.window, 'error');
    for (let count = 0; count < 10_000; count += 1) noren.track(`event-${count}`);
    await until(() => errors.length);
    noren.acceptAll();
    expect(names()).to.have.length(500);
    expect([names()[0], names()[499]]).to.deep.equal(['event-0', 'event-499']);
    noren.track('after');
    expect(names()[500]).to.equal('after');
    expect(errors).to.deep.equal([['error', { code: 'too-many-events' }]]);
  });

  it('is what it was when it was tracked, whatever becomes of it while it is held', async () => {
    const { noren, tracks } = await norenPage();
    const cart = { items: ['a'], total: 1200 };
    noren.track(' order ', cart);
    cart.items.push('b');
    cart.total = 0;
    noren.acceptAll();
    expect(tracks[0]?.[1]).to.deep.equal({ name: 'order', detail: { items: ['a'], total: 1200 } });
  });

  it('says of what is no event that it is none, and never throws into the page', async () => {
    const { page, noren, names, tracks } = await norenPage();
    const errors = record(page.window, 'error');
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const bad: readonly [unknown, unknown?][] = [
      [undefined],
      [5],
      [{}],
      [''],
      [' \n'],
      ['n'.repeat(201)],
      ['array', [1]],
      ['text', 'text'],
      ['nothing', null],
      ['function', () => 1],
      ['circle', circle],
      ['large', { text: 'x'.repeat(8000) }],
      ['huge', { text: 'x'.repeat(1_000_000) }],
      ['big', { count: 1n }],
      [
        'getter',
        {
          get mine(): string {
            throw new Error('xxx');
          },
        },
      ],
      ['own', { toJSON: () => 'xxx' }],
    ];
    for (const [name, detail] of bad) noren.track(name as string, detail as Record<string, unknown>);
    // What JSON has no word for is left out of it, and a key is a key.
    noren.track('good', { node: page.document.body, call: () => 1, ...JSON.parse('{"__proto__":{"bad":1}}') });
    noren.acceptAll();
    await until(() => errors.length);
    const detail = tracks[0]?.[1].detail as Record<string, unknown>;
    expect([JSON.stringify(detail), detail.bad]).to.deep.equal(['{"node":{},"__proto__":{"bad":1}}', undefined]);
    expect(errors.map(([, { code }]) => code)).to.deep.equal(bad.map(() => 'not-an-event'));
    expect(names()).to.deep.equal(['good']);
    expect(JSON.stringify(errors)).not.to.include('xxx');
  });

  it('is told after the yes that lets it go, so that whoever hands it on has heard of that', async () => {
    const { page, noren } = await norenPage();
    const order: string[] = [];
    for (const type of ['grant', 'track', 'change', 'decision'])
      page.window.addEventListener(`noren:${type}`, () => order.push(type));
    noren.track('page-view');
    noren.acceptAll();
    expect(order).to.deep.equal(['grant', 'track', 'change', 'decision']);
  });

  it('ends with its page while nothing is decided: it is kept nowhere, and the next page begins anew', async () => {
    const { page, noren } = await norenPage();
    noren.track('page-view');
    expect([document.cookie, localStorage.length, sessionStorage.length]).to.deep.equal(['', 0, 0]);
    page.close();
    const next = await norenPage();
    next.noren.acceptAll();
    expect(next.names()).to.deep.equal([]);
  });
});
