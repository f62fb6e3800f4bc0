import type { NorenEventType } from '@noren/core';
import { expect } from 'chai';
import { online } from './api-page.ts';
import { arrive, becomes } from './arrive.ts';
import { keep } from './kept-cookie.ts';
import { until } from './moments.ts';
import { closePages } from './page.ts';

// Every event of the catalogue. `elsewhere`: the embedding tells it, with the same shape or with the name of a surface, or it
// has the shape of one that comes here.
const CATALOGUE: Readonly<Record<NorenEventType, 'comes' | 'never' | 'elsewhere'>> = {
  open: 'elsewhere',
  ready: 'elsewhere',
  shown: 'elsewhere',
  hidden: 'elsewhere',
  grant: 'elsewhere',
  returned: 'elsewhere',
  strict: 'elsewhere',
  undeclared: 'elsewhere',
  member: 'elsewhere',
  decision: 'comes',
  change: 'comes',
  revoke: 'comes',
  synced: 'comes',
  'sync-failed': 'comes',
  link: 'comes',
  error: 'comes',
  track: 'never',
};

const TOKEN = 'eyJ0b2tlbiI.of-a-link';
const MEMBER = 'eyJtZW1iZXIi.m-1001';

describe('every event of a page on which everything is refused', () => {
  afterEach(closePages);

  it('names nobody: no subject, no record, no member, no token and no address that has one', async () => {
    keep({ statistics: true });
    const said: [string, string][] = [];
    const answers = [{ status: 503 }, { confirm: {} }, { status: 401, body: '{"code":"member-not-verified"}' }];
    const arrival = await arrive(`?mkt_tok=${TOKEN}#noren-link=${TOKEN}`, answers, {
      before({ window }) {
        const own = window.dispatchEvent.bind(window);
        window.dispatchEvent = (event) => {
          const { type, detail } = event as CustomEvent;
          if (type.startsWith('noren:')) said.push([type.slice('noren:'.length), JSON.stringify(detail)]);
          return own(event);
        };
      },
    });
    const { page, noren, api } = arrival;
    const came = (type: string) => until(() => said.some(([of]) => of === type));
    await becomes(arrival, 'asking');
    noren.rejectAll();
    noren.track('page-view', { url: `https://www.example.jp/?noren-link=${TOKEN}` });
    const circle: Record<string, unknown> = { token: TOKEN };
    circle.self = circle;
    noren.track('circle', circle);
    await came('sync-failed');
    online(page);
    await came('synced');
    await came('revoke');
    await noren.identify(MEMBER).catch(() => undefined);

    for (const [type, comes] of Object.entries(CATALOGUE))
      if (comes !== 'elsewhere')
        expect(
          said.some(([of]) => of === type),
          type,
        ).to.equal(comes === 'comes');
    const text = JSON.stringify(said);
    const requests = await api.requests(0);
    const [record] = requests.map(({ body }) => JSON.parse(body || '{}').id).filter(Boolean);
    expect(record).to.have.length(36);
    // What the API is told in headers and bodies, and nobody else: the secret of the subject among it.
    const secrets = requests.flatMap(({ headers, body }) => [
      ...Object.values(headers).filter((value) => /^[\w-]{20,}$/.test(value)),
      ...Object.values(JSON.parse(body || '{}') as object).filter((value) => /^[\w-]{20,}$/.test(String(value))),
    ]);
    for (const secret of [TOKEN, MEMBER, 'mkt_tok', 'noren-link=', record, ...secrets.map(String)])
      expect(text).not.to.include(secret);
    expect(text).not.to.match(/[\da-f]{8}-[\da-f]{4}-\d/);
  });
});
