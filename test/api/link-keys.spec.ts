import { createApi, openDatabase } from '@noren/api';
import { decodeProtectedHeader } from 'jose';
import { SECRET } from './fixture.ts';
import { expect, onEachEngine, refusal, test, yes } from './mail-stage.ts';
import { statementsDuring } from './query-plan.ts';

onEachEngine(() => {
  test('a new key leaves links valid that were sent before; a revoked key ends its own and no others', async ({
    mail,
  }) => {
    const old = await mail.link('m-1');
    await mail.stage.api.rotateLinkKey();
    const newer = await mail.link('m-2');
    const [kidOld, kidNew] = [old, newer].map((token) => decodeProtectedHeader(token).kid);
    expect(kidOld).not.toBe(kidNew);
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    expect((await reader.redeem(old, id)).status).toBe(200);
    expect(await mail.stage.api.revokeLinkKey(String(kidOld))).toBe(true);
    expect(await mail.stage.api.revokeLinkKey(String(kidOld))).toBe(false);
    expect(await refusal(await reader.redeem(old, id))).toEqual([400, 'link-invalid']);
    expect((await reader.redeem(newer, id)).status).toBe(200);
    expect(await mail.stage.api.revokeLinkKey(String(kidNew))).toBe(true);
    expect((await reader.redeem(await mail.link('m-3'), id)).status).toBe(200);
    const stored = JSON.stringify(await mail.stage.database.kysely.selectFrom('link_keys').selectAll().execute());
    expect(stored).toMatch(/eyJ/);
  });

  test('a key goes for good once no link that it sealed can be valid, and not before; the one that seals stays', async ({
    mail,
  }) => {
    const DAY = 86_400_000;
    const token = await mail.link('m-1', { expiresInDays: 400 });
    await mail.stage.api.rotateLinkKey();
    const kids = async () => {
      const rows = await mail.stage.database.kysely.selectFrom('link_keys').select('kid').execute();
      return rows.map(({ kid }) => kid);
    };
    mail.stage.clock.at += 400 * DAY - 60_000;
    await mail.stage.api.sweep();
    expect(await kids()).toHaveLength(2);
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    expect((await reader.redeem(token, id)).status).toBe(200);
    mail.stage.clock.at += 2 * DAY;
    await mail.stage.api.sweep();
    expect(await kids()).toEqual([decodeProtectedHeader(await mail.link('m-1')).kid]);
  });

  test('a key that another process has just made opens links here too', async ({ mail, location, options }) => {
    const another = createApi({
      database: await openDatabase(location),
      secret: SECRET,
      now: () => new Date(mail.stage.clock.at),
      ...options,
    });
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    const redeemThere = async (token: string) => {
      const response = await another.fetch(
        new Request('https://consent.example.net/v1/sites/portal/personal-urls/redeem', {
          method: 'POST',
          headers: { ...reader.headers, 'content-type': 'application/json' },
          body: JSON.stringify({ token, record: id }),
        }),
      );
      return response.status;
    };
    expect(await redeemThere(await mail.link('m-1'))).toBe(200);
    await mail.stage.api.rotateLinkKey();
    const token = await mail.link('m-2');
    mail.stage.clock.at += 1000;
    expect(await redeemThere(token)).toBe(200);
    await another.close();
  });

  test('links with keys that nobody ever had do not make the API read its keys again and again', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    const token = await mail.link('m-1');
    await reader.redeem(token, id);
    mail.stage.clock.at += 5000;
    const read = await statementsDuring(async () => {
      for (let index = 0; index < 20; index += 1) {
        const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: `none-${index}` }));
        const made = token.replace(/^[^.]*/, header.toString('base64url'));
        expect(await refusal(await reader.redeem(made, id))).toEqual([400, 'link-invalid']);
      }
    }, ['link_keys']);
    expect(read.length).toBeLessThanOrEqual(1);
  });
});
