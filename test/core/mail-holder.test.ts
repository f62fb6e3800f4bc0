import { MAIL_CALL, MAIL_HOLDER, type MailCallDetail } from '@noren/core';
import { TOKEN_PATTERN } from '@noren/model';
import { expect } from 'chai';
import { type Arrival, arrive } from './arrive.ts';
import { keep } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages } from './page.ts';

const ANSWERS = [{ body: JSON.stringify({ renewed: false, topics: [] }) }];

/** A page whose visitor came by this, and what it tells of whose preferences can be had. */
async function came(address: string | undefined, changes = {}) {
  const holders: unknown[] = [];
  keep({ identification: false, statistics: true });
  const arrival = await arrive(address, ANSWERS, {
    names: `${TOKEN_PATTERN}|mkt_tok=`,
    changes,
    before: ({ window }) => {
      window.addEventListener(MAIL_HOLDER, (event) => holders.push((event as CustomEvent).detail));
    },
  });
  return { ...arrival, holders };
}

/** Calls as the element does. */
async function call({ page, api }: Arrival, more: Partial<MailCallDetail> = {}) {
  const detail: MailCallDetail = { query: 'language=ja', ...more };
  page.window.dispatchEvent(new page.window.CustomEvent(MAIL_CALL, { detail }));
  await detail.answer;
  if (!detail.answer) return undefined;
  const { path, method, headers, body } = (await api.requests(1)).at(-1) as Awaited<ReturnType<typeof api.requests>>[0];
  return { path: path.split('/v1/')[1], method, token: headers.authorization, cookie: headers.cookie, headers, body };
}

describe('whose mail preferences can be had', () => {
  afterEach(closePages);

  it('are nobody’s where nobody has signed in or came by a mail', async () => {
    expect(await call(await came(undefined))).to.equal(undefined);
    expect(await call(await came('#noren-link=L'))).to.equal(undefined);
  });

  for (const [what, changes] of [
    ['a site with personalised links', {}],
    ['a site without', { links: false }],
  ] as const) {
    it(`are those of the mail whose link was opened, on ${what}; nothing else that knows this browser goes along`, async () => {
      const arrival = await came('#part&noren-mail=T..a.b', changes);
      await until(() => arrival.holders.length === 1);
      const made = await call(arrival, { method: 'PATCH', headers: { 'if-match': '"1"' }, body: '{}', query: '' });
      expect(made).to.deep.include({ path: 'sites/portal/mail/preferences?', method: 'PATCH', body: '{}' });
      expect(made).to.deep.include({ token: 'Bearer T..a.b', cookie: undefined });
      expect(made?.headers['if-match']).to.equal('"1"');
      expect(made?.headers).to.not.have.property('noren-subject');
      expect(arrival.noren.state.link).to.equal(undefined);
      // No script takes the token to another address of that host.
      const strayed = await call(arrival, { query: '/../../../../../../echo' });
      expect(strayed?.path).to.equal('sites/portal/mail/preferences?/../../../../../../echo');
    });
  }

  it('are the member’s who signs in, before those of a mail, and nobody’s once they have signed out', async () => {
    const arrival = await came('#noren-mail=T');
    await arrival.noren.identify('jwt.1');
    expect((await call(arrival))?.token).to.equal('Bearer jwt.1');
    arrival.page.window.location.hash = 'noren-mail=U';
    await until(() => !arrival.page.window.location.href.includes('noren-mail'));
    expect((await call(arrival))?.token).to.equal('Bearer jwt.1');
    await arrival.api.answer({ body: JSON.stringify({ renewed: true }) });
    await arrival.noren.identify('jwt.2');
    expect((await call(arrival))?.token).to.equal('Bearer jwt.2');
    // A mail's, a member's, the same one's.
    expect(arrival.holders.map(Boolean)).to.deep.equal([false, false, true]);
    await arrival.noren.forget();
    expect(await call(arrival)).to.equal(undefined);
    expect(arrival.holders).to.have.length(4);
  });

  it('are the next mail’s that is opened on the page, whose address tells it to nobody', async () => {
    const arrival = await came('#noren-mail=T');
    arrival.page.window.location.hash = 'part&noren%2Dmail=U';
    await until(() => !arrival.page.window.location.href.includes('mail'));
    expect(arrival.page.window.location.hash).to.equal('#part');
    await until(() => arrival.holders.length === 2);
    expect((await call(arrival))?.token).to.equal('Bearer U');
  });
});
