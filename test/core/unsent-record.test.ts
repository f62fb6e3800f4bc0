import { decodeDecisions, encodeDecisions, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import { type ApiPage, apiPage } from './api-page.ts';
import { keptIn } from './database.ts';
import { endpoint } from './endpoint.ts';
import { keep, kept, keptPurposes } from './kept-cookie.ts';
import { next, turn, until } from './moments.ts';
import { closePages, type Page } from './page.ts';

const PURPOSES = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];

/** What the API has in force after a choice, by a clock that is so many seconds ahead of the visitor's. */
function inForce(granted: boolean, ahead: number): string {
  const at = Math.floor(Date.now() / 1000) + ahead;
  const purposes = Object.fromEntries(PURPOSES.map((id) => [id, { granted, edition: 2, at }]));
  return encodeDecisions({ ...UNDECIDED, seen: 2, purposes });
}

/** For five seconds a page weighs what it reads against its own choice; on a busy machine they may be over before it reads. */
function stopClock({ window }: Page): void {
  Object.defineProperty(window.performance, 'now', { value: () => 0 });
}

/** Both tabs look at the cookie again, as they do when they come to the front, until neither finds anything new. */
async function calm(...tabs: ApiPage[]): Promise<void> {
  for (let looks = 0; looks < 3; looks += 1) {
    for (const { page } of tabs) {
      page.document.dispatchEvent(new Event('visibilitychange'));
      await turn();
    }
  }
}

describe('the record that the cookie names, after a yes in one tab and a no in another right after it,', () => {
  afterEach(closePages);

  for (const [clock, ahead] of [
    ['the visitor’s own time', 0],
    ['a clock that is behind', -90],
    ['a clock that is ahead', 90],
    ['a clock that is a day behind', -86_400],
  ] as const) {
    for (const host of ['another host', 'this host, which sets the cookie itself']) {
      // Not with a clock that is ahead: a tab may be shown the older of two cookies that were written at the same moment, and what
      // the API has set then looks newer than the no. The record is sent all the same, by the tab that has it.
      const isSure = !(ahead === 90 && host !== 'another host');
      (isSure ? it : it.skip)(
        `is the second until that is confirmed, and then none: ${clock}, on ${host}`,
        async () => {
          const api = await endpoint({ hold: true });
          const [here, there] = [
            await apiPage([], { api, before: stopClock }),
            await apiPage([], { api, before: stopClock }),
          ];
          const set = (text: string): void => {
            if (host !== 'another host') here.page.document.cookie = `noren=${encodeURIComponent(text)};path=/`;
          };
          here.noren.acceptAll();
          const [first] = await here.records(1);
          there.noren.rejectAll();
          const second = await until(async () => (await keptIn('noren-outbox'))[1]?.[0]);
          expect(second).to.not.equal(first?.id);
          expect(kept().unsent).to.equal(second);
          // Firefox may take a moment to tell the first tab.
          await until(() => here.noren.state.decisions.unsent === second);

          // The late confirmation of the first, which knows nothing of the second.
          const confirmed = here.heard('synced');
          const yes = inForce(true, ahead);
          set(yes);
          await api.answer({ confirm: { cookie: yes } }, { hold: true });
          await confirmed;
          await calm(here, there);
          expect(kept().unsent).to.equal(second);
          expect(keptPurposes()).to.deep.equal(Object.fromEntries(PURPOSES.map((id) => [id, false])));

          const records = await here.records(2);
          expect(records.map(({ id }) => id)).to.deep.equal([first?.id, second]);
          const last = Promise.race([here, there].map(({ page }) => next(page.window, 'noren:synced')));
          const no = inForce(false, ahead);
          set(no);
          await api.answer({ confirm: { cookie: no } });
          await last;
          await until(async () => !(await keptIn('noren-outbox')).length);
          await calm(here, there);
          expect(kept().unsent).to.equal(undefined);
          for (const { noren } of [here, there]) {
            expect(noren.state.decisions.unsent).to.equal(undefined);
            expect(noren.has('advertising')).to.equal(false);
          }
          expect(keptPurposes()).to.deep.equal(Object.fromEntries(PURPOSES.map((id) => [id, false])));
          expect(await here.records(2)).to.have.length(2);
        },
      );
    }
  }

  it('is none where the no is confirmed by a clock that is behind before the first tab has heard of it, and the no stands', async () => {
    const here = await apiPage([], { api: await endpoint({ hold: true }), before: stopClock });
    here.noren.acceptAll();
    await here.records(1);
    keep({}, { by: here.page.document, purposes: decodeDecisions(inForce(false, -90)).purposes });
    await calm(here);
    expect(here.noren.has('advertising')).to.equal(false);
    expect(Object.values(keptPurposes())).to.deep.equal([false, false, false, false, false]);
    expect(kept().unsent).to.equal(undefined);
  });

  it('is named again where the answer to an older yes has put a cookie without it over the no', async () => {
    const here = await apiPage([], { api: await endpoint({ hold: true }), before: stopClock });
    here.noren.rejectAll();
    const [record] = await here.records(1);
    keep({}, { by: here.page.document, purposes: decodeDecisions(inForce(true, -90)).purposes });
    await calm(here);
    expect(kept().unsent).to.equal(record?.id);
    expect(here.noren.has('advertising')).to.equal(false);
  });
});
