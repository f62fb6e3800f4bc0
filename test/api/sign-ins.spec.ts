import { rebuildMembers, rebuildProjection } from '@noren/api';
import type { RecordRequest } from '@noren/model/schema';
import { expect, type MailStage, onEachEngine, type Reader, refusal, test, yes } from './mail-stage.ts';
import { grantsOf } from './visitor.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A sign-in of now, that lasts an hour where nothing else is said. */
async function signIn(mail: MailStage, reader: Reader, member: string, lastsMs = 60 * MINUTE) {
  const now = mail.stage.clock.at / 1000;
  const token = await mail.provider.token(member, { claims: { iat: now, exp: now + lastsMs / 1000 } });
  const response = await reader.signIn(token);
  expect(response.status).toBe(200);
  return (await response.json()) as { cookie: string; renewed: boolean; linked: boolean };
}

/** What a member has decided, as a browser that they have never used is told. */
async function elsewhere(mail: MailStage, member: string): Promise<Record<string, boolean>> {
  return grantsOf((await signIn(mail, mail.reader('energy'), member)).cookie);
}

/** When a record was made that arrives now. */
function late({ stage }: MailStage, byMs: number): Partial<RecordRequest> {
  const iso = (at: number) => new Date(at).toISOString();
  return { decidedAt: iso(stage.clock.at - byMs), sentAt: iso(stage.clock.at) };
}

onEachEngine(() => {
  test('what was chosen before a member signed in is not theirs, though it arrives while they are', async ({
    mail,
  }) => {
    const shared = mail.reader();
    await signIn(mail, shared, 'm-1');
    await shared.choose({ ...yes(true), statistics: true }, late(mail, 10 * MINUTE));
    expect(await elsewhere(mail, 'm-1')).toEqual({});
    expect(await shared.inForce()).toEqual({ ...yes(true), statistics: true });
  });

  test('a no that was said while signed in reaches the member though it arrives after the sign-out; a yes does not', async ({
    mail,
  }) => {
    const reader = mail.reader();
    await signIn(mail, reader, 'm-1');
    await reader.choose(yes(true));
    mail.stage.clock.at += 2 * MINUTE;
    await reader.signOut();
    await reader.choose({ linking: false, 'mail-opens': true }, late(mail, MINUTE));
    expect(await elsewhere(mail, 'm-1')).toEqual({ identification: true, linking: false });
  });

  test('a late no ends the member’s links in other browsers, and one that is older than their newest yes does not count', async ({
    mail,
  }) => {
    const linked = mail.reader('energy');
    const { id } = await linked.choose(yes(true));
    await linked.redeem(await mail.energyLink('m-1'), id);
    const reader = mail.reader();
    await signIn(mail, reader, 'm-1');
    mail.stage.clock.at += 2 * MINUTE;
    await reader.signOut();
    await reader.choose({ linking: false }, late(mail, MINUTE));
    expect(await linked.linkedTo()).toBeUndefined();

    const other = mail.reader();
    await signIn(mail, other, 'm-1');
    mail.stage.clock.at += MINUTE;
    await other.choose(yes(true));
    await reader.choose({ identification: false }, late(mail, 2 * MINUTE + 1000));
    expect(await elsewhere(mail, 'm-1')).toEqual(yes(true));
  });

  test('a sign-in ends with its token and goes on with the next one; what is chosen after its end is nobody’s', async ({
    mail,
  }) => {
    const reader = mail.reader();
    await signIn(mail, reader, 'm-1', 10 * MINUTE);
    mail.stage.clock.at += 8 * MINUTE;
    expect((await signIn(mail, reader, 'm-1', 10 * MINUTE)).renewed).toBe(true);
    mail.stage.clock.at += 8 * MINUTE;
    await reader.choose({ identification: true });
    expect(await elsewhere(mail, 'm-1')).toEqual({ identification: true });
    mail.stage.clock.at += 3 * MINUTE;
    await reader.choose({ identification: false, linking: false });
    expect(await elsewhere(mail, 'm-1')).toEqual({ identification: true });
    mail.stage.clock.at += 90 * DAY;
    await reader.choose(yes(true));
    expect(await elsewhere(mail, 'm-1')).toEqual({ identification: true });
  });

  test('no sign-in lasts for longer than a day, whatever its token says', async ({ mail }) => {
    const reader = mail.reader();
    await signIn(mail, reader, 'm-1', 30 * DAY);
    mail.stage.clock.at += DAY + MINUTE;
    await reader.choose(yes(true));
    expect(await elsewhere(mail, 'm-1')).toEqual({});
  });

  test('what a member has allowed leaves with them, what they have refused stays, and both are back when they are', async ({
    mail,
  }) => {
    const reader = mail.reader();
    await reader.choose({ statistics: false });
    mail.stage.clock.at += 1000;
    await signIn(mail, reader, 'm-1');
    await reader.choose({ ...yes(true), statistics: true, 'mail-opens': false });
    expect(grantsOf(((await (await reader.signOut()).json()) as { cookie: string }).cookie)).toEqual({
      statistics: false,
      'mail-opens': false,
    });
    expect(await reader.inForce()).toEqual({ statistics: false, 'mail-opens': false });
    mail.stage.clock.at += 1000;
    expect(grantsOf((await signIn(mail, reader, 'm-1')).cookie)).toEqual({
      ...yes(true),
      statistics: true,
      'mail-opens': false,
    });
  });

  test('what one member has allowed is nothing for the next one, with a sign-out in between or without', async ({
    mail,
  }) => {
    for (const signsOut of [true, false]) {
      const reader = mail.reader();
      await signIn(mail, reader, 'm-1');
      const { id } = await reader.choose({ ...yes(true), statistics: true });
      mail.stage.clock.at += 1000;
      if (signsOut) await reader.signOut();
      const { cookie, renewed } = await signIn(mail, reader, 'm-2');
      expect([grantsOf(cookie), renewed]).toEqual([{}, false]);
      expect(await refusal(await reader.redeem(await mail.link('m-2'), id))).toEqual([
        403,
        'identification-not-granted',
      ]);
      // Asked, and answered, by themselves.
      const theirs = await reader.choose(yes(true));
      expect(await refusal(await reader.redeem(await mail.link('m-2'), id))).toEqual([
        403,
        'identification-not-granted',
      ]);
      expect(await (await reader.redeem(await mail.link('m-2'), theirs.id)).json()).toEqual({
        outcome: 'linked',
        own: true,
      });
      await mail.forgetMembers();
    }
  });

  test('a link ends with the sign-out, also where the browser’s own choice allows it', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    mail.stage.clock.at += 1000;
    await signIn(mail, reader, 'm-1');
    await reader.redeem(await mail.link('m-1'), id);
    expect(await reader.linkedTo()).toBe(mail.hashOf('m-1'));
    mail.stage.clock.at += 1000;
    await reader.signOut();
    expect(await reader.linkedTo()).toBeUndefined();
    // A page may say once more that nobody is signed in: what is linked since then stays.
    mail.stage.clock.at += 1000;
    await reader.redeem(await mail.link('m-1'), id);
    await reader.signOut();
    expect(await reader.linkedTo()).toBe(mail.hashOf('m-1'));
  });

  test('a no to being recognised is a no to being joined, and that does not come back with the next yes', async ({
    mail,
  }) => {
    const reader = mail.reader();
    await signIn(mail, reader, 'm-1');
    await reader.choose(yes(true));
    mail.stage.clock.at += 1000;
    await reader.choose({ identification: false });
    mail.stage.clock.at += 1000;
    await reader.choose({ identification: true });
    expect(await elsewhere(mail, 'm-1')).toEqual({ identification: true, linking: false });
  });

  test('each record says whose it is with a commitment of its own, and from them alone it can be told again', async ({
    mail,
  }) => {
    const { database, clock } = mail.stage;
    const [one, two] = [mail.reader(), mail.reader('energy')];
    await one.choose({ statistics: true });
    clock.at += 1000;
    for (const reader of [one, two]) {
      await signIn(mail, reader, 'm-1');
      await reader.choose(yes(true));
      clock.at += 1000;
    }
    await one.choose({ linking: false });
    clock.at += 2 * MINUTE;
    await one.signOut();
    await one.choose({ 'mail-opens': false }, late(mail, MINUTE));
    const bodies = await database.kysely.selectFrom('records').select('body').orderBy('effective_at').execute();
    const members = bodies.map(({ body }) => JSON.parse(body).member as string | undefined);
    expect(members[0]).toBeUndefined();
    expect(new Set(members.slice(1)).size).toBe(2);
    expect(JSON.stringify(bodies)).not.toContain(mail.hashOf('m-1'));

    const kept = () => database.kysely.selectFrom('group_members').select(['member', 'decisions']).execute();
    // Those of a sign-in that goes on.
    const views = () =>
      database.kysely
        .selectFrom('attachments')
        .selectAll()
        .where('ends_at', '>', clock.at)
        .orderBy('subject')
        .execute();
    const [before, seen] = [await kept(), await views()];
    const parsed = (rows: { decisions: string }[]) =>
      rows.map((row) => ({ ...row, decisions: JSON.parse(row.decisions) }));
    await database.kysely.updateTable('group_members').set({ decisions: '{}' }).execute();
    await database.kysely.updateTable('attachments').set({ decisions: '{}' }).execute();
    expect(await rebuildMembers(database)).toBe(1);
    for (const site of ['portal', 'energy']) await rebuildProjection(database, site);
    expect(parsed(await kept())).toEqual(parsed(before));
    expect(parsed(await views())).toEqual(parsed(seen));
  });

  test('what a member has refused in a browser that was erased stays refused when all is rebuilt', async ({ mail }) => {
    const { database } = mail.stage;
    const decisions = {
      identification: { granted: true, edition: '1', at: 1 },
      linking: { granted: false, edition: '1', at: 1 },
    };
    await signIn(mail, mail.reader(), 'm-1');
    await database.kysely
      .updateTable('group_members')
      .set({ decisions: JSON.stringify(decisions) })
      .execute();
    await rebuildMembers(database);
    const { decisions: after } = await database.kysely
      .selectFrom('group_members')
      .select('decisions')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(after)).toEqual({ linking: decisions.linking });
  });
});
