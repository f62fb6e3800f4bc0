import { expect } from 'chai';
import { type Arrival, arrive, becomes, NO_HISTORY, outcome } from './arrive.ts';
import { keep } from './kept-cookie.ts';
import { turn, until } from './moments.ts';
import { closePages, type Page } from './page.ts';

/** What the page's own scripts, which were there first, hear of its address. */
interface Seen {
  readonly at: string[];
  readonly routes: string[][];
}
function listenIn({ window }: Page): Seen {
  const seen: Seen = { at: [], routes: [] };
  for (const type of ['popstate', 'hashchange'])
    window.addEventListener(type, () => seen.at.push(window.location.href, window.document.URL));
  window.addEventListener('hashchange', ({ oldURL, newURL }) => {
    seen.routes.push([oldURL, newURL].map((url) => new URL(url).hash));
  });
  return seen;
}

const hashOf = ({ page }: Arrival): string => page.window.location.href.split('#').slice(1).join('#');
const follow = async ({ page }: Arrival, hash: string): Promise<void> => {
  page.window.location.hash = hash;
  await until(() => !/noren(-|%2D)link/.test(page.window.location.href));
};

/** A page that is open already. Whoever came to it by a link has refused by then. */
async function open(cameByLink: boolean, answers: Parameters<typeof arrive>[1] = []) {
  let seen: Seen = { at: [], routes: [] };
  keep({ identification: false, statistics: true });
  const before = (page: Page) => {
    seen = listenIn(page);
    page.document.body.innerHTML = '<p id="part"></p><p id="あ"></p>';
  };
  const arrival = await arrive(cameByLink ? '#noren-link=T' : undefined, answers, { before });
  if (cameByLink) await becomes(arrival, 'dropped');
  return { ...arrival, seen };
}
/** Forgets the refusal, as a visitor does who deletes their cookies. */
const forget = ({ page, noren }: Arrival) => {
  keep({}, { by: page.document });
  page.document.dispatchEvent(new page.window.Event('visibilitychange'));
  return until(() => noren.state.grants.identification === 'undecided');
};

describe('a link that is followed in a page that is open already', () => {
  afterEach(closePages);

  for (const [link, left, routes] of [
    ['noren-link=U', '', []],
    ['part&noren-link=U', 'part', [['', '#part']]],
    ['noren-link=U&%E3%81%82', '%E3%81%82', [['', '#%E3%81%82']]],
    ['part&noren%2Dlink%3DU', 'part', [['', '#part']]],
    ['/a?b=1&noren-link=U&c=2', '/a?b=1&c=2', [['', '#/a?b=1&c=2']]],
  ] as const) {
    it(`leaves "${left}" of "${link}" for all who listen, and is asked about`, async () => {
      const arrival = await open(true);
      await forget(arrival);
      await follow(arrival, link);
      await becomes(arrival, 'asking');
      await turn();
      const { page, seen } = arrival;
      await until(() => seen.routes.length === routes.length);
      expect(hashOf(arrival)).to.equal(left);
      expect(page.window.location.href.endsWith('#')).to.equal(false);
      expect(seen.routes).to.deep.equal(routes);
      expect(seen.at.filter((href) => href.includes('noren-link'))).to.deep.equal([]);
      const target = page.document.querySelector(':target')?.id ?? '';
      expect(target).to.equal(left.startsWith('/') ? '' : decodeURIComponent(left));
    });
  }

  it('leaves the address of an anchor that was there before, and goes where it leads', async () => {
    const arrival = await open(true);
    arrival.page.window.location.hash = 'part';
    await until(() => arrival.seen.routes.length === 1);
    await follow(arrival, 'noren-link=U');
    await until(() => arrival.seen.routes.length === 2);
    expect(arrival.seen.routes[1]).to.deep.equal(['#part', '']);
    expect(hashOf(arrival)).to.equal('');
    expect(arrival.page.window.location.href.endsWith('#')).to.equal(false);
  });

  it('is nowhere behind the page either', async () => {
    const arrival = await open(true);
    const { page, seen } = arrival;
    await follow(arrival, '/a?noren-link=U');
    page.window.location.hash = '/b';
    await until(() => seen.routes.length === 2);
    page.window.history.back();
    await until(() => hashOf(arrival) === '/a');
    page.window.history.forward();
    await until(() => hashOf(arrival) === '/b');
    expect(seen.at.filter((href) => href.includes('noren-link'))).to.deep.equal([]);
  });

  it('is dropped where the visitor has refused lately, and its address is clean', async () => {
    const arrival = await open(true);
    await follow(arrival, 'noren-link=U');
    await turn();
    expect(arrival.noren.state.link).to.deep.equal({ status: 'dropped' });
    expect(await arrival.redeemed()).to.deep.equal([]);
  });

  it('is redeemed after a yes, and so is the next one', async () => {
    const confirm = { confirm: {} };
    const arrival = await open(true, [confirm, NO_HISTORY, outcome('counted'), NO_HISTORY, outcome('counted')]);
    const { noren } = arrival;
    await forget(arrival);
    await follow(arrival, 'noren-link=U');
    await becomes(arrival, 'asking');
    noren.decide({ purposes: { identification: true } });
    await becomes(arrival, 'counted');
    await follow(arrival, 'part&noren-link=V');
    await until(async () => (await arrival.redeemed()).length === 2);
    await becomes(arrival, 'counted');
    expect((await arrival.redeemed()).map(({ token }) => token)).to.deep.equal(['U', 'V']);
  });

  it('counts for nothing with a second token in it, and leaves what was asked', async () => {
    const arrival = await open(true);
    await forget(arrival);
    await follow(arrival, 'noren-link=U');
    await becomes(arrival, 'asking');
    await follow(arrival, 'x&noren-link=V&noren-link=W');
    await until(() => hashOf(arrival) === 'x');
    await turn();
    expect(arrival.told.map(({ status }) => status)).to.deep.equal(['dropped', 'asking']);
  });

  it('is asked about in a page that nobody has come to by a link before', async () => {
    const arrival = await open(false);
    await forget(arrival);
    await follow(arrival, 'part&noren-link=U');
    await becomes(arrival, 'asking');
    expect(hashOf(arrival)).to.equal('part');
  });

  it('leaves other fragments, and what is told of them, as they are', async () => {
    const arrival = await open(true);
    arrival.page.window.location.hash = 'a=not-noren-link=T';
    await until(() => arrival.seen.routes.length);
    expect(arrival.seen.routes).to.deep.equal([['', '#a=not-noren-link=T']]);
    expect(arrival.told.length).to.equal(1);
  });
});
