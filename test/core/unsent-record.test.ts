import { decodeDecisions, encodeDecisions, UNDECIDED } from '@noren/model';
import { expect } from 'chai';
import type { Answer } from '../endpoints.ts';
import { type ApiPage, apiPage } from './api-page.ts';
import { keptIn } from './database.ts';
import { endpoint } from './endpoint.ts';
import { keep, kept, keptPurposes } from './kept-cookie.ts';
import { next, turn, until } from './moments.ts';
import { closePages } from './page.ts';

const PURPOSES = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];

/** What the API has in force after a choice, by a clock that is so many seconds ahead of the visitor's. */
function inForce(granted: boolean, ahead: number): string {
  const at = Math.floor(Date.now() / 1000) + ahead;
  const purposes = Object.fromEntries(PURPOSES.map((id) => [id, { granted, edition: 2, at }]));
  return encodeDecisions({ ...UNDECIDED, seen: 2, purposes });
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
      it(`is the second until that is confirmed, and then none: ${clock}, on ${host}`, async () => {
        const api = await endpoint({ hold: true });
        const [here, there] = [await apiPage([], { api }), await apiPage([], { api })];
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
      });
    }
  }

  it('is none where the no is confirmed by a clock that is behind before the first tab has heard of it, and the no stands', async () => {
    const here = await apiPage([], { api: await endpoint({ hold: true }) });
    here.noren.acceptAll();
    await here.records(1);
    keep({}, { by: here.page.document, purposes: decodeDecisions(inForce(false, -90)).purposes });
    await calm(here);
    expect(here.noren.has('advertising')).to.equal(false);
    expect(Object.values(keptPurposes())).to.deep.equal([false, false, false, false, false]);
    expect(kept().unsent).to.equal(undefined);
  });

  it('is named again where the answer to an older yes has put a cookie without it over the no', async () => {
    const here = await apiPage([], { api: await endpoint({ hold: true }) });
    here.noren.rejectAll();
    const [record] = await here.records(1);
    keep({}, { by: here.page.document, purposes: decodeDecisions(inForce(true, -90)).purposes });
    await calm(here);
    expect(kept().unsent).to.equal(record?.id);
    expect(here.noren.has('advertising')).to.equal(false);
  });
});

describe('the answer to a first choice, which the API on this host has set over the second one of another tab,', () => {
  afterEach(closePages);

  /** A choice in one tab and right after it another in a second; both then read the answer to the first before it is heard. */
  async function overwritten(first: boolean, second: boolean, ahead: number) {
    const api = await endpoint({ hold: true });
    const [here, there] = [await apiPage([], { api }), await apiPage([], { api })];
    const choose = ({ noren }: ApiPage, granted: boolean) => (granted ? noren.acceptAll() : noren.rejectAll());
    choose(here, first);
    await here.records(1);
    choose(there, second);
    const id = await until(async () => (await keptIn('noren-outbox'))[1]?.[0]);
    await until(() => here.noren.state.decisions.unsent === id);
    const shown: boolean[] = [];
    for (const { noren } of [here, there]) noren.on('change', () => shown.push(noren.has('advertising')));
    const answer = async (granted: boolean, at: number, ...later: Answer[]): Promise<void> => {
      const cookie = inForce(granted, at);
      here.page.document.cookie = `noren=${encodeURIComponent(cookie)};path=/`;
      await until(() => there.page.document.cookie === here.page.document.cookie);
      await calm(there, here);
      const synced = Promise.race([here, there].map(({ page }) => next(page.window, 'noren:synced')));
      await api.answer({ confirm: { cookie } }, ...later);
      await synced;
      await calm(there, here);
    };
    await answer(first, ahead, { hold: true });
    await here.records(2);
    return { id, tabs: [here, there], shown, confirm: () => answer(second, ahead + 5) };
  }

  for (const ahead of [0, 90, -90]) {
    it(`opens nothing that the second has closed, and leaves its record named: ${ahead} s ahead`, async () => {
      const { id, tabs, shown, confirm } = await overwritten(true, false, ahead);
      expect(kept().unsent).to.equal(id);
      expect(new Set(Object.values(keptPurposes()))).to.deep.equal(new Set([false]));
      await confirm();
      await until(() => kept().unsent === undefined);
      expect(new Set(Object.values(keptPurposes()))).to.deep.equal(new Set([false]));
      expect(tabs.map(({ noren }) => noren.has('advertising'))).to.deep.equal([false, false]);
      expect(shown).to.not.include(true);
    });

    it(`closes what the second has opened no longer than until that is confirmed: ${ahead} s ahead`, async () => {
      const { tabs, confirm } = await overwritten(false, true, ahead);
      await confirm();
      await until(() => tabs.every(({ noren }) => noren.has('advertising')));
      await until(() => kept().unsent === undefined);
      expect(new Set(Object.values(keptPurposes()))).to.deep.equal(new Set([true]));
    });

    it(`leaves the record of the second named where both have said the same: ${ahead} s ahead`, async () => {
      const { id, tabs, confirm } = await overwritten(true, true, ahead);
      expect(kept().unsent).to.equal(id);
      await confirm();
      await until(() => kept().unsent === undefined);
      expect(tabs.map(({ noren }) => noren.has('advertising'))).to.deep.equal([true, true]);
    });
  }
});
