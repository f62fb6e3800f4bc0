import { LINK_TOLD } from '@noren/core';
import type { RuntimeConfig } from '@noren/model/schema';
import { expect } from 'chai';
import { arrive, becomes, NO_HISTORY, outcome } from './arrive.ts';
import { keep } from './kept-cookie.ts';
import { turn, until } from './moments.ts';
import { closePages } from './page.ts';

const DAY = 86_400;
const now = () => Math.floor(Date.now() / 1000);

describe('a personalised link', () => {
  afterEach(closePages);

  it('asks a visitor who has not decided, and tells nothing but that', async () => {
    const arrival = await arrive('#noren-link=T', []);
    await becomes(arrival, 'asking');
    expect(arrival.told).to.deep.equal([{ status: 'asking' }]);
    expect(Object.isFrozen(arrival.noren.state.link)).to.equal(true);
    expect(await arrival.api.requests(0)).to.deep.equal([]);
  });

  it('is dropped after a no, at once and for good', async () => {
    const arrival = await arrive('#noren-link=T', [{ confirm: {} }]);
    await becomes(arrival, 'asking');
    arrival.noren.decide({ purposes: { identification: false } });
    expect(arrival.noren.state.link).to.deep.equal({ status: 'dropped' });
    expect(arrival.dropped()).to.equal(true);
    arrival.noren.decide({ purposes: { identification: true } });
    await until(() => !arrival.noren.state.decisions.unsent);
    await turn();
    expect(await arrival.redeemed()).to.deep.equal([]);
  });

  it('is redeemed with the record of the yes, after the API has confirmed that', async () => {
    const arrival = await arrive('?a=1#noren-link=T', [{ confirm: {} }, NO_HISTORY, outcome('counted')]);
    await becomes(arrival, 'asking');
    arrival.noren.decide({ purposes: { identification: true } }, { via: 'save', surface: 'personal-url' });
    await becomes(arrival, 'counted');
    const [request] = await arrival.api.requests(1);
    const record = JSON.parse(request?.body ?? '{}');
    expect(record).to.deep.include({
      surface: 'personal-url',
      offered: { purposes: ['identification'], services: [] },
    });
    expect(await arrival.redeemed()).to.deep.equal([{ token: 'T', record: record.id }]);
    expect(arrival.told.map(({ status }) => status)).to.deep.equal(['asking', 'waiting', 'counted']);
  });

  for (const spoiled of ['#noren%2Dlink=', '#noren-link%3D', '#noren-link=3D', '?a=1&amp;noren-link=']) {
    it(`is read where a mailer has made "${spoiled}" of it`, async () => {
      const arrival = await arrive(`${spoiled}eyJ-a%5Fb..c`, [{ confirm: {} }, NO_HISTORY, outcome('counted')]);
      await becomes(arrival, 'asking');
      arrival.noren.decide({ purposes: { identification: true } });
      await becomes(arrival, 'counted');
      expect((await arrival.redeemed()).map(({ token }) => token)).to.deep.equal(['eyJ-a_b..c']);
    });
  }

  for (const [what, at, status] of [
    ['lately', () => now() - 179 * DAY, 'dropped'],
    ['long ago', () => now() - 181 * DAY, 'asking'],
  ] as const) {
    it(`of somebody who refused ${what} is ${status}`, async () => {
      keep({}, { purposes: { identification: { granted: false, edition: 2, at: at() } } });
      const arrival = await arrive('#noren-link=T', []);
      await becomes(arrival, status);
      expect(arrival.dropped()).to.equal(status === 'dropped');
    });
  }

  it('is not redeemed by a yes to everything before a surface has told what that would join: it asks still', async () => {
    const arrival = await arrive('#noren-link=T', [{ confirm: {} }, { confirm: {} }, NO_HISTORY, outcome('linked')]);
    await becomes(arrival, 'asking');
    const synced = arrival.heard('synced');
    arrival.noren.acceptAll({ surface: 'notice' });
    await synced;
    await turn();
    expect(arrival.noren.state.link).to.deep.equal({ status: 'asking' });
    expect(await arrival.redeemed()).to.deep.equal([]);
    const both = { identification: true, linking: true };
    arrival.noren.decide({ purposes: both }, { via: 'save', surface: 'personal-url' });
    await becomes(arrival, 'linked');
    expect(await arrival.redeemed()).to.have.length(1);
  });

  for (const [what, held, isBefore] of [
    ['another choice is on its way', 'records', false],
    ['it is being redeemed', 'redeem', true],
  ] as const) {
    it(`tells a member who signs in while ${what} that the mail was theirs`, async () => {
      const first = [{ confirm: {} }, NO_HISTORY];
      const arrival = await arrive('#noren-link=T', [...first, isBefore ? { hold: true } : outcome('counted')]);
      await becomes(arrival, 'asking');
      arrival.noren.decide({ purposes: { identification: true } });
      await (isBefore ? arrival.api.requests(3) : becomes(arrival, 'counted'));
      await arrival.api.answer({ hold: held, files: { member: '{"linked":false}' } });
      if (!isBefore) arrival.noren.decide({ purposes: { statistics: true } });
      await arrival.noren.identify('a.b.c');
      expect(arrival.noren.state.link).to.deep.equal({ status: isBefore ? 'waiting' : 'counted' });
      const own = { body: '{"outcome":"counted","own":true}' };
      await arrival.api.answer(...(isBefore ? [outcome('counted')] : [{ confirm: {} }]), NO_HISTORY, own);
      await until(() => arrival.noren.state.link?.own === true);
      expect(arrival.noren.state.link).to.deep.equal({ status: 'counted', own: true });
      expect(await arrival.redeemed()).to.have.length(2);
    });
  }

  for (const [what, event] of [
    ['in the notice', new Event(LINK_TOLD)],
    ['by the settings', new CustomEvent('noren:shown', { detail: { name: 'preferences' } })],
  ] as const) {
    it(`is redeemed at once by a yes to everything where that was told ${what}`, async () => {
      const own = { outcome: 'linked', own: true };
      const arrival = await arrive('#noren-link=T', [{ confirm: {} }, NO_HISTORY, { body: JSON.stringify(own) }]);
      await becomes(arrival, 'asking');
      const { window } = arrival.page as unknown as { window: typeof globalThis };
      arrival.page.window.dispatchEvent(new window.CustomEvent('noren:shown', { detail: { name: 'notice' } }));
      arrival.page.window.dispatchEvent(event);
      arrival.noren.acceptAll({ surface: 'notice' });
      await becomes(arrival, 'linked');
      expect(arrival.noren.state.link).to.deep.equal({ status: 'linked', own: true });
    });
  }

  for (const [what, address, changes] of [
    ['a second token', '?noren-link=T#noren-link=U', {}],
    ['an empty token', '#noren-link=', {}],
    ['a site that has no links any more', '#noren-link=T', { links: false }],
  ] as const) {
    it(`says nothing, and asks nothing, of ${what}`, async () => {
      const arrival = await arrive(address, [{ confirm: {} }], { changes: changes as Partial<RuntimeConfig> });
      const synced = arrival.heard('synced');
      arrival.noren.acceptAll();
      await synced;
      await turn();
      expect(arrival.noren.state.link).to.equal(undefined);
      expect(await arrival.redeemed()).to.deep.equal([]);
    });
  }

  it('is dropped where the site is switched off', async () => {
    const arrival = await arrive('#noren-link=T', [], { changes: { off: true } });
    await becomes(arrival, 'dropped');
    expect(arrival.dropped()).to.equal(true);
  });

  for (const code of ['link-expired', 'link-used', 'campaign-ended', 'link-invalid'] as const) {
    it(`that the API refuses as ${code} is told so, and asked about no more`, async () => {
      const refusal = { status: 409, body: JSON.stringify({ code }) };
      const arrival = await arrive('#noren-link=T', [{ confirm: {} }, NO_HISTORY, refusal]);
      await becomes(arrival, 'asking');
      arrival.noren.decide({ purposes: { identification: true } });
      await becomes(arrival, 'failed');
      expect(arrival.noren.state.link).to.deep.equal({ status: 'failed', code });
      expect(arrival.dropped()).to.equal(true);
    });
  }
});
