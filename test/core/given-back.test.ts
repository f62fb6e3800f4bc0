import { LINK_PATTERN } from '@noren/model';
import { expect } from 'chai';
import { arrive, becomes } from './arrive.ts';
import { turn, until } from './moments.ts';
import { closePages, type Page } from './page.ts';

/** A vendor's tag, which notes the address it has run at. */
async function addTag({ document }: Page): Promise<void> {
  const tag = Object.assign(document.createElement('script'), {
    type: 'text/plain',
    text: 'ran = [...(window.ran || []), location.href]',
  });
  tag.dataset.noren = 'identification';
  document.body.append(tag);
  // The gate finds it.
  await turn();
}
const yes = { purposes: { identification: true } };

describe('a vendor’s parameter, where the page has changed its address meanwhile', () => {
  afterEach(closePages);

  for (const [there, then] of [
    ['next', 'next?mkt_tok=V.1'],
    ['?y=1#z', '?y=1&mkt_tok=V.1#z'],
    ['?y=%20+%E3%81%82&', '?y=%20+%E3%81%82&mkt_tok=V.1'],
    ['?', '?mkt_tok=V.1'],
    ['#/route?b=2', '?mkt_tok=V.1#/route?b=2'],
    ['?mkt_tok=own', '?mkt_tok=own'],
    ['#/route?mkt_tok=own', '#/route?mkt_tok=own'],
  ] as const) {
    it(`is given back into "${there}" before a gated tag runs, and nothing else changes`, async () => {
      const arrival = await arrive('?a=1&mkt_tok=V.1#noren-link=T', [{ confirm: {} }]);
      const { page, noren } = arrival;
      await becomes(arrival, 'asking');
      await addTag(page);
      page.window.history.pushState({ route: 7 }, '', there);
      const { length } = page.window.history;
      noren.decide(yes);
      const expected = new URL(then, `${page.window.origin}${page.source.path}`).href;
      expect(page.window.ran).to.deep.equal([expected]);
      expect(page.window.location.href).to.equal(expected);
      expect(page.window.history.state).to.deep.equal({ route: 7 });
      expect(page.window.history.length).to.equal(length);
    });
  }

  it('comes with every other that was held, from query and fragment, and without the token', async () => {
    const { page, noren, told } = await arrive('?mkt_tok=V&noren-link=T#/a?elqTrackId=E&c=1', [{ confirm: {} }]);
    await until(() => told.length);
    page.window.history.pushState(null, '', '?x=1');
    noren.decide(yes);
    expect(page.window.location.search).to.equal('?x=1&mkt_tok=V&elqTrackId=E');
  });

  it('is given back once: where the page goes on it is not put into the next address', async () => {
    const arrival = await arrive('?mkt_tok=V#noren-link=T', [{ confirm: {} }]);
    const { page, noren } = arrival;
    await becomes(arrival, 'asking');
    page.window.history.pushState(null, '', '?x=1');
    noren.decide(yes);
    page.window.history.pushState(null, '', '?x=2');
    noren.decide({ purposes: { statistics: true } });
    expect(page.window.location.search).to.equal('?x=2');
  });

  it('is not given back after a no, also if a yes follows', async () => {
    const arrival = await arrive('?mkt_tok=V#noren-link=T', [{ confirm: {} }]);
    const { page, noren } = arrival;
    await becomes(arrival, 'asking');
    page.window.history.pushState(null, '', '?x=1');
    noren.decide({ purposes: { identification: false } });
    noren.decide(yes);
    expect(page.window.location.search).to.equal('?x=1');
  });

  it('is left to the head snippet where that has given it back', async () => {
    const arrival = await arrive('?mkt_tok=V#noren-link=T', [{ confirm: {} }], { names: LINK_PATTERN });
    await becomes(arrival, 'asking');
    arrival.page.window.history.pushState(null, '', '?x=1');
    arrival.noren.decide(yes);
    expect(arrival.page.window.location.search).to.equal('?x=1');
  });

  it('keeps no tag waiting where the browser lets the page change its address no more', async () => {
    const arrival = await arrive('?mkt_tok=V#noren-link=T', [{ confirm: {} }]);
    const { page, noren } = arrival;
    await becomes(arrival, 'asking');
    await addTag(page);
    page.window.history.pushState(null, '', '?x=1');
    page.window.history.replaceState = () => {
      throw new DOMException('too often', 'SecurityError');
    };
    noren.decide(yes);
    expect(page.window.ran).to.deep.equal([page.window.location.href]);
  });
});
