import { type Entry, expect, linesOf, onEachEngine, oneClick, refusal, statesOf, test } from './preference-stage.ts';

onEachEngine(() => {
  test('who has left is sent nothing more, of any class, and the proof stays for as long as the site says', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    const path = await senders.stopPath('m-1');
    const departed = await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', {
      members: ['m-1'],
    });
    expect(departed.status).toBe(200);
    for (const topic of ['members-news', 'account'])
      expect(
        await linesOf(await senders.call(senders.operator, 'POST', '/v1/mail/check', { topic, members: ['m-1'] })),
      ).toEqual([{ member: 'm-1', send: false, reason: 'withdrawal' }]);
    expect(await mail.stage.database.kysely.selectFrom('mail_preferences').selectAll().execute()).toEqual([]);
    // An old mail does not bring them back, nor does a sign-in of before.
    expect((await oneClick(mail, path)).status).toBe(200);
    expect(await refusal(await device.save({ changes: [{ topic: 'members-news', on: true }] }))).toEqual([
      401,
      'member-not-verified',
    ]);
    const proof = async () =>
      (await (
        await senders.call(senders.operator, 'GET', '/v1/mail/proof', undefined, { 'noren-member': 'm-1' })
      ).json()) as {
        members: { member: string; departedAt: string; events: Entry[] }[];
      };
    const byAddress = await senders.call(senders.operator, 'GET', '/v1/mail/proof', undefined, {
      'noren-address': 'm-1@mail.example',
    });
    expect(((await byAddress.json()) as { members: object[] }).members).toHaveLength(1);
    const [person] = (await proof()).members;
    expect(person?.events.map(({ kind, topic, reason }) => [kind, topic, reason])).toEqual([
      ['on', 'members-news', undefined],
      ['suppress', null, 'withdrawal'],
      ['suppress', 'members-news', 'withdrawal'],
    ]);
    mail.stage.clock.at += 1094 * 86_400_000;
    await mail.stage.api.sweep();
    expect((await proof()).members).toHaveLength(1);
    mail.stage.clock.at += 2 * 86_400_000;
    await mail.stage.api.sweep();
    expect((await proof()).members).toEqual([]);
    for (const table of ['mail_events', 'mail_addresses', 'mail_members'] as const)
      expect(await mail.stage.database.kysely.selectFrom(table).selectAll().execute(), table).toEqual([]);
  });

  test('who comes back after leaving begins anew', async ({ member, mail, senders }) => {
    await (await member('m-1')).set('members-news', true);
    await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', { members: ['m-1'] });
    mail.stage.clock.at += 1000;
    const again = await member('m-1');
    expect(statesOf(await again.read())).toMatchObject({ 'members-news email': 'off' });
    expect(statesOf(await again.set('energy-events', true))).toMatchObject({
      'energy-events email': 'on',
      'members-news email': 'off',
    });
    const [line] = await linesOf(
      await senders.call(senders.operator, 'POST', '/v1/mail/check', { topic: 'energy-events', members: ['m-1'] }),
    );
    expect(line).toMatchObject({ send: true });
  });

  test('the proof of one address shows every state, when, how, by whom, and the words that were shown', async ({
    member,
    mail,
    senders,
  }) => {
    const device = await member('m-1');
    await device.set('members-news', true);
    mail.stage.clock.at += 60_000;
    await oneClick(mail, await senders.stopPath('m-1'));
    const ask = (headers: Record<string, string>) =>
      senders.call(senders.operator, 'GET', '/v1/mail/proof', undefined, headers);
    const response = await ask({ 'noren-address': 'm-1@mail.example' });
    const proof = (await response.json()) as {
      members: { member: string; preferences: object[]; events: Entry[] }[];
      wordings: Record<string, { topics: { title: string }[] }>;
    };
    expect(proof.members[0]?.member).toBe('m-1');
    // What is in force first: nobody should have to work it out of the entries.
    expect(proof.members[0]?.preferences).toEqual([
      {
        site: 'portal',
        topic: 'members-news',
        channel: 'email',
        state: 'off',
        batch: proof.members[0]?.events[1]?.batch,
        changedAt: '2026-06-01T09:01:00.000Z',
      },
    ]);
    expect(proof.members[0]?.events).toMatchObject([
      {
        kind: 'on',
        before: 'off',
        state: 'on',
        receivedAt: '2026-06-01T09:00:00.000Z',
        source: 'preferences',
        actor: 'member',
        wording: device.wording,
      },
      {
        kind: 'off',
        before: 'on',
        state: 'off',
        receivedAt: '2026-06-01T09:01:00.000Z',
        source: 'one-click',
        actor: 'mail-holder',
        wording: null,
      },
    ]);
    expect(proof.wordings[device.wording]?.topics[0]?.title).toBe('会員ニュース');
    // By an address that was theirs before, too; a bounce of that one says nothing of the new one.
    const moved = await member('m-1', { email: 'new@mail.example', email_verified: true });
    await moved.set('energy-events', true);
    for (const address of ['m-1@mail.example', 'new@mail.example']) {
      const { members } = (await (await ask({ 'noren-address': address })).json()) as {
        members: { events: Entry[] }[];
      };
      expect(members[0]?.events).toHaveLength(3);
    }
    const reports = [{ address: 'm-1@mail.example', kind: 'bounce', at: '2026-06-01T09:00:30Z', evidence: '5.1.1' }];
    const bounced = await senders.call(senders.operator, 'POST', '/v1/mail/reports', { reports });
    expect(await bounced.json()).toMatchObject({ suppressed: 0, refused: [{ index: 0, code: 'unknown' }] });
    expect(await (await ask({ 'noren-address': 'nobody@mail.example' })).json()).toEqual({ members: [], wordings: {} });
    for (const headers of [
      {},
      { 'noren-member': 'm 1' },
      { 'noren-member': 'm-1', 'noren-address': 'm-1@mail.example' },
    ])
      expect(await refusal(await ask(headers as Record<string, string>))).toEqual([400, 'invalid-member']);
    const audited = await mail.stage.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'mail.proof')
      .execute();
    expect(audited).toHaveLength(4);
  });
});
