import { createHash } from 'node:crypto';
import { rebuildPreferences } from '@noren/api';
import { mailEvent } from '@noren/model/schema';
import {
  Device,
  type Entry,
  expect,
  linesOf,
  onEachEngine,
  oneClick,
  refusal,
  type Senders,
  statesOf,
  test,
} from './preference-stage.ts';

const FORM = {
  id: 'form-2019',
  source: '入会フォーム（2019年4月〜2023年3月）',
  wording: '会員ニュースを受け取る',
  language: 'ja',
};
const AT = '2021-04-01T00:00:00.000Z';

/** The id of a line of the operator's list. */
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A line, of "form-2019" and 2021 where nothing else is said. */
const line = (number: number, member: string, topic: string, more: object = {}) => ({
  id: idOf(number),
  member,
  topic,
  on: true,
  at: AT,
  proof: FORM.id,
  ...more,
});

interface Told {
  readonly imported: number;
  readonly repeated: number;
  readonly refused: { readonly index: number; readonly code: string }[];
}

const send = (senders: Senders, choices: object[], key = senders.operator, proofs: object[] = [FORM]) =>
  senders.call(key, 'POST', '/v1/mail/imports', { proofs, choices });

async function bring(senders: Senders, ...choices: object[]): Promise<Told> {
  const response = await send(senders, choices);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as Told;
}

onEachEngine(() => {
  test('who receives what before Noren goes on receiving it, and the proof of it is shown with its words', async ({
    senders,
    member,
    mail,
  }) => {
    expect(
      await bring(
        senders,
        line(1, 'm-1', 'members-news', { frequency: 'weekly', address: 'One@Mail.example' }),
        line(2, 'm-1', 'members-news', { channel: 'postal' }),
        line(3, 'm-2', 'energy-events', { on: false, at: '2020-01-01T00:00:00Z' }),
      ),
    ).toEqual({ imported: 3, repeated: 0, refused: [] });
    const ask = { topic: 'members-news', members: ['m-1', 'm-2'] };
    expect(await linesOf(await senders.call(senders.operator, 'POST', '/v1/mail/check', ask))).toEqual([
      { member: 'm-1', send: true, reason: 'on', frequency: 'weekly' },
      { member: 'm-2', send: false, reason: 'never-chosen' },
    ]);
    const { events, wordings } = await proofOf(senders, 'one@mail.example');
    expect(events.map(({ kind, channel }) => [kind, channel])).toEqual([
      ['on', 'email'],
      ['on', 'postal'],
    ]);
    expect(events[0]).toMatchObject({
      basis: 'imported',
      source: 'import',
      actor: 'system',
      batch: idOf(1),
      evidence: FORM.source,
      reportedAt: AT,
      language: 'ja',
      before: 'off',
      state: 'on',
      receivedAt: new Date(mail.stage.clock.at).toISOString(),
    });
    mailEvent.extend({ hash: mailEvent.shape.member }).parse(events[0]);
    const hash = String(events[0]?.wording);
    const { id: _, ...shown } = FORM;
    expect(wordings[hash]).toEqual({ v: 1, kind: 'imported-mail', site: 'portal', ...shown });
    const words = await (await mail.stage.fetch(`/v1/mail/wordings/${hash}`)).text();
    expect(createHash('sha256').update(words).digest('base64url')).toBe(hash);
    expect(events[1]?.wording).toBe(hash);
    const { events: refused } = await proofOf(senders, 'm-2');
    expect(refused[0]).toMatchObject({ kind: 'off', state: 'off', basis: 'imported' });
    // What was shown by a form of before is not what this page shows.
    const device = await member('m-1');
    await device.read();
    const other = { wording: hash, stopAll: true };
    expect(await refusal(await device.call('PATCH', '', other, { 'if-match': '*' }))).toEqual([
      422,
      'wording-not-archived',
    ]);
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'on', 'members-news postal': 'on' });
    await mail.stage.database.kysely.deleteFrom('mail_preferences').execute();
    expect(await rebuildPreferences(mail.stage.database)).toEqual({ members: 2, broken: [] });
    expect(statesOf(await device.read())).toMatchObject({ 'members-news email': 'on', 'members-news postal': 'on' });
  });

  test('a list that is sent twice, or broke off, is kept once', async ({ senders, mail }) => {
    const first = [line(1, 'm-1', 'members-news'), line(2, 'm-2', 'members-news')];
    await bring(senders, ...first);
    const again = await bring(senders, ...first, line(3, 'm-3', 'members-news'), line(3, 'm-3', 'members-news'));
    expect(again).toEqual({ imported: 1, repeated: 3, refused: [] });
    expect(
      await bring(
        senders,
        line(1, 'm-1', 'members-news', { on: false }),
        line(1, 'm-1', 'energy-events'),
        line(2, 'm-2', 'members-news', { frequency: 'weekly' }),
      ),
    ).toMatchObject({ imported: 0, refused: [0, 1, 2].map((index) => ({ index, code: 'id-of-another' })) });
    expect(await mail.stage.database.kysely.selectFrom('mail_events').selectAll().execute()).toHaveLength(3);
  });

  test('an import never widens what a member has chosen here, whatever its date says', async ({
    senders,
    member,
    mail,
  }) => {
    const off = await member('m-off');
    await off.set('members-news', true);
    await off.set('members-news', false);
    await oneClick(mail, await senders.stopPath('m-click'));
    await oneClick(mail, await senders.stopPath('m-other'));
    const now = new Date(mail.stage.clock.at).toISOString();
    const report = { member: 'm-off', kind: 'bounce', at: now, evidence: '5.1.1' };
    await (await member('m-bounced')).set('energy-events', true);
    await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports: [{ ...report, member: 'm-bounced' }] });
    await (await member('m-left')).set('members-news', true);
    await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', { members: ['m-left'] });
    const told = await bring(
      senders,
      line(1, 'm-off', 'members-news', { at: now }),
      line(2, 'm-click', 'members-news', { at: now }),
      // Of another topic, but older than the no.
      line(3, 'm-other', 'energy-events'),
      line(4, 'm-bounced', 'members-news'),
      line(5, 'm-left', 'members-news', { at: now }),
    );
    expect(told).toEqual({
      imported: 0,
      repeated: 0,
      refused: ['chosen', 'chosen', 'stopped-since', 'suppressed', 'departed'].map((code, index) => ({ index, code })),
    });
    const ask = { topic: 'members-news', members: ['m-off', 'm-click', 'm-bounced', 'm-left'] };
    const verdicts = await linesOf(await senders.call(senders.operator, 'POST', '/v1/mail/check', ask));
    expect(verdicts.map(({ send }) => send)).toEqual([false, false, false, false]);
  });

  test('who has left and come back, or has reported mail as spam, is brought nothing of before', async ({
    senders,
    member,
    mail,
  }) => {
    const { clock, database } = mail.stage;
    await (await member('m-back')).set('members-news', true);
    await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', { members: ['m-back'] });
    await (await member('m-spam')).set('members-news', true);
    const report = { member: 'm-spam', kind: 'complaint', at: new Date(clock.at).toISOString(), evidence: 'ARF' };
    await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports: [report] });
    clock.at += 60_000;
    await (await member('m-back')).set('members-news', true);
    // As a confirmation ends it.
    await database.kysely.updateTable('mail_members').set({ suppressed: null }).execute();
    const late = new Date(clock.at).toISOString();
    const told = await bring(
      senders,
      line(1, 'm-back', 'energy-events'),
      line(2, 'm-spam', 'energy-events'),
      // A complaint is about e-mail.
      line(3, 'm-spam', 'members-news', { channel: 'postal' }),
      line(4, 'm-back', 'members-news', { channel: 'postal' }),
      line(5, 'm-back', 'energy-events', { at: late }),
      line(6, 'm-spam', 'energy-events', { at: late }),
    );
    expect(told).toEqual({
      imported: 3,
      repeated: 0,
      refused: [0, 1, 3].map((index) => ({ index, code: 'stopped-since' })),
    });
  });

  test('a no of a list narrows what is older, and no yes that is newer', async ({ senders, member, mail }) => {
    const late = new Date(mail.stage.clock.at + 60_000).toISOString();
    await (await member('m-1')).set('members-news', true);
    await bring(senders, line(1, 'm-2', 'members-news'));
    mail.stage.clock.at += 120_000;
    const told = await bring(
      senders,
      line(2, 'm-1', 'members-news', { on: false }),
      line(3, 'm-1', 'members-news', { on: false, at: late }),
      line(4, 'm-2', 'members-news', { on: false, at: '2021-03-01T00:00:00Z' }),
      line(5, 'm-2', 'members-news', { on: false, at: '2021-05-01T00:00:00Z' }),
    );
    expect(told).toEqual({
      imported: 2,
      repeated: 0,
      refused: [
        { index: 0, code: 'chosen' },
        { index: 2, code: 'chosen' },
      ],
    });
    expect(statesOf(await (await member('m-1')).read())).toMatchObject({ 'members-news email': 'off' });
    expect(statesOf(await (await member('m-2')).read())).toMatchObject({ 'members-news email': 'off' });
  });

  test('what a list gets wrong is told line by line, and holds up no other', async ({ senders, mail }) => {
    const future = new Date(mail.stage.clock.at + 3_600_000).toISOString();
    const told = await bring(
      senders,
      line(1, 'm-1', 'nonsense'),
      line(2, 'm-1', 'account'),
      line(3, 'm-1', 'energy-events', { channel: 'phone' }),
      line(4, 'm-1', 'members-news', { frequency: 'hourly' }),
      line(5, 'm-1', 'members-news', { proof: 'another' }),
      line(6, 'm-1', 'members-news', { at: future }),
      line(7, 'm-1', 'members-news'),
    );
    const codes = [
      'unknown-topic',
      'always-sent',
      'channel-not-offered',
      'unknown-frequency',
      'unknown-proof',
      'in-the-future',
    ];
    expect(told).toEqual({ imported: 1, repeated: 0, refused: codes.map((code, index) => ({ index, code })) });
    for (const wrong of [
      { ...line(1, 'm-1', 'members-news'), id: 'one' },
      { ...line(1, 'm 1', 'members-news') },
      { ...line(1, 'm-1', 'members-news'), at: '2021-04-01' },
      { ...line(1, 'm-1', 'members-news'), on: 'yes' },
      { ...line(1, 'm-1', 'members-news'), more: 1 },
    ])
      expect(await refusal(await send(senders, [wrong]))).toEqual([422, 'invalid-body']);
    const good = [line(1, 'm-1', 'members-news')];
    expect(await refusal(await send(senders, good, senders.operator, [FORM, FORM]))).toEqual([422, 'invalid-body']);
    const wordless = [{ ...FORM, wording: '' }];
    expect(await refusal(await send(senders, good, senders.operator, wordless))).toEqual([422, 'invalid-body']);
  });

  test('as many proofs as may be sent may be as long as they may be', async ({ senders }) => {
    const proofs = Array.from({ length: 50 }, (_, at) => ({ ...FORM, id: `form-${at}`, wording: '会'.repeat(20_000) }));
    const sent = await send(senders, [line(1, 'm-1', 'members-news', { proof: 'form-7' })], senders.operator, proofs);
    expect(await sent.json()).toEqual({ imported: 1, repeated: 0, refused: [] });
  });

  test('a group company imports nothing, and that it tried is noted', async ({ senders, mail }) => {
    const tried = await send(senders, [line(1, 'm-1', 'energy-events')], senders.energy);
    expect(await refusal(tried)).toEqual([403, 'operator-only']);
    await bring(senders, line(1, 'm-1', 'energy-events'));
    const rows = await mail.stage.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'mail.imports')
      .orderBy('detail')
      .execute();
    expect(rows.map(({ detail }) => JSON.parse(String(detail)))).toEqual([
      { imported: 1, repeated: 0, refused: 0 },
      { refused: 'operator-only', actingEntity: 'sample-energy' },
    ]);
  });

  test('a member stops what was imported as all other mail', async ({ senders, mail }) => {
    await bring(senders, line(1, 'm-1', 'members-news'));
    const holder = new Device(mail, await senders.pageToken('m-1'));
    const { batch } = await holder.saved({ stopAll: true });
    expect(statesOf(await holder.read())).toMatchObject({ 'members-news email': 'off' });
    expect(statesOf(await holder.saved({ undo: batch }))).toMatchObject({ 'members-news email': 'on' });
  });
});

/** Everything that is kept about an address, or a member. */
async function proofOf(senders: Senders, who: string) {
  const headers = { [who.includes('@') ? 'noren-address' : 'noren-member']: who };
  const response = await senders.call(senders.operator, 'GET', '/v1/mail/proof', undefined, headers);
  const { members, wordings } = (await response.json()) as {
    members: { events: Entry[] }[];
    wordings: Record<string, unknown>;
  };
  return { events: members[0]?.events ?? [], wordings };
}
