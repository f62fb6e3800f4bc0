import { createServerKey } from '@noren/api';
import { expect, type MailStage, mailConfig, onEachEngine, type Reader, refusal, test, yes } from './mail-stage.ts';
import { grantsOf } from './visitor.ts';

const DAY = 86_400_000;

async function signIn(mail: MailStage, reader: Reader, member: string): Promise<Record<string, boolean>> {
  const now = mail.stage.clock.at / 1000;
  const response = await reader.signIn(await mail.provider.token(member, { claims: { iat: now, exp: now + 3600 } }));
  expect(response.status).toBe(200);
  return grantsOf(((await response.json()) as { cookie: string }).cookie);
}

onEachEngine(() => {
  /** Key of a site that the operator itself runs. */
  const operatorKey = async (mail: MailStage): Promise<string> => {
    await mail.stage.api.publish(
      mailConfig(mail.shop, { site: 'operator', entity: mailConfig(mail.shop).responsible }),
      {
        actor: 'test',
      },
    );
    return createServerKey(mail.stage.database, { site: 'operator', scopes: ['members:write'], label: 'members' });
  };
  const depart = (mail: MailStage, members: unknown, key: string, site = 'operator') =>
    mail.stage.fetch(`/v1/sites/${site}/members/departures`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ members }),
    });

  test('of a member who has left nothing is left, on any site, and no mail to them recognises anybody', async ({
    mail,
  }) => {
    const key = await operatorKey(mail);
    const { kysely } = mail.stage.database;
    const reader = mail.reader();
    const agreed = await reader.choose(yes(true));
    await reader.redeem(await mail.link('m-1'), agreed.id);
    expect(await reader.linkedTo()).toBe(mail.hashOf('m-1'));
    const own = mail.reader('energy');
    await signIn(mail, own, 'm-1');
    await own.choose({ ...yes(true), 'mail-opens': true });
    const sent = [await mail.link('m-1'), await mail.energyLink('m-1')];
    await signIn(mail, mail.reader(), 'm-2');
    mail.stage.clock.at += 1000;
    expect(await (await depart(mail, ['m-1', 'm-1', 'm-unknown'], key)).json()).toEqual({ members: 2 });
    expect(await reader.linkedTo()).toBeUndefined();
    for (const table of ['links', 'member_overrides'] as const)
      expect(await kysely.selectFrom(table).selectAll().execute(), table).toEqual([]);
    const hashes = await kysely.selectFrom('group_members').select('reference_hash').execute();
    expect(hashes.map(({ reference_hash }) => reference_hash)).toEqual([mail.hashOf('m-2')]);
    expect(await kysely.selectFrom('attachments').selectAll().execute()).toHaveLength(1);
    // What they allowed has left with them.
    expect(await own.inForce()).toEqual({});
    for (const [index, site] of (['portal', 'energy'] as const).entries()) {
      const finder = mail.reader(site);
      const { id } = await finder.choose(yes(true));
      expect(await refusal(await finder.redeem(String(sent[index]), id))).toEqual([410, 'link-expired']);
    }
    expect(await kysely.selectFrom('group_members').selectAll().execute()).toHaveLength(1);

    // Whoever comes back begins anew, with mail of their own.
    mail.stage.clock.at += 1000;
    expect(await signIn(mail, own, 'm-1')).toEqual({});
    const { id } = await own.choose(yes(true));
    expect(await (await own.redeem(await mail.energyLink('m-1'), id)).json()).toEqual({ outcome: 'linked', own: true });
    mail.stage.clock.at += 401 * DAY;
    await mail.stage.api.sweep();
    expect(await kysely.selectFrom('departed_members').selectAll().execute()).toEqual([]);
    const { action, detail } = await kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('action', 'like', 'members.%')
      .executeTakeFirstOrThrow();
    expect([action, detail]).toEqual(['members.departures', '{"members":3}']);
  });

  test('that a member has left is the operator’s to say, with a key for members', async ({ mail }) => {
    const key = await operatorKey(mail);
    expect(await refusal(await depart(mail, ['m-1'], mail.key, 'portal'))).toEqual([403, 'operator-only']);
    expect(await refusal(await depart(mail, ['m-1'], mail.key))).toEqual([403, 'wrong-site-key']);
    expect(await refusal(await depart(mail, [], key))).toEqual([422, 'invalid-body']);
    expect(await refusal(await depart(mail, ['with space'], key))).toEqual([422, 'invalid-body']);
    const web = await createServerKey(mail.stage.database, {
      site: 'operator',
      scopes: ['config:write'],
      label: 'web',
    });
    expect(await refusal(await depart(mail, ['m-1'], web))).toEqual([403, 'missing-scope']);
    expect(await refusal(await depart(mail, ['m-1'], 'none'))).toEqual([401, 'key-required']);
  });
});
