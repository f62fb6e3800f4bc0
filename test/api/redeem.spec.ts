import { CompactEncrypt, decodeProtectedHeader } from 'jose';
import { expect, onEachEngine, refusal, test, yes } from './mail-stage.ts';

onEachEngine(() => {
  test('a reader who agrees to be recognised is counted; one who agrees to be joined is linked, once per link', async ({
    mail,
  }) => {
    const token = await mail.link('m-1');
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    expect(await (await reader.redeem(token, id)).json()).toEqual({ outcome: 'counted' });
    expect(await (await reader.redeem(token, id)).json()).toEqual({ outcome: 'counted' });
    expect(await reader.linkedTo()).toBeUndefined();
    const other = mail.reader();
    const theirs = await other.choose(yes(true));
    expect(await refusal(await other.redeem(token, theirs.id))).toEqual([409, 'link-used']);
    mail.stage.clock.at += 1000;
    const later = await reader.choose(yes(true));
    expect(await (await reader.redeem(token, later.id)).json()).toEqual({ outcome: 'linked' });
    expect(await (await reader.redeem(token, later.id)).json()).toEqual({ outcome: 'linked' });
    expect(await reader.linkedTo()).toBeDefined();

    expect(await refusal(await other.redeem(token, theirs.id))).toEqual([409, 'link-used']);
    const numbers = await mail.stage.fetch('/v1/personal-urls/campaigns/june', {
      headers: { authorization: `Bearer ${mail.key}` },
    });
    expect(await numbers.json()).toEqual({ campaign: 'june', issued: 1, counted: 1, linked: 1, endedAt: null });
  });

  test('nothing is redeemed without a record that proves the yes, by the same browser, still in force', async ({
    mail,
  }) => {
    const token = await mail.link('m-1');
    const reader = mail.reader();
    const no = await reader.choose({ identification: false });
    const someone = mail.reader();
    const foreign = await someone.choose(yes(true));
    const denied = [403, 'identification-not-granted'];
    expect(await refusal(await reader.redeem(token, no.id))).toEqual(denied);
    expect(await refusal(await reader.redeem(token, foreign.id))).toEqual(denied);
    mail.stage.clock.at += 1000;
    const granted = await reader.choose(yes(true));
    const other = await reader.choose({ statistics: true });
    // The yes is in force, and these records do not prove it.
    expect(await refusal(await reader.redeem(token, no.id))).toEqual(denied);
    expect(await refusal(await reader.redeem(token, other.id))).toEqual(denied);
    mail.stage.clock.at += 1000;
    await reader.choose({ identification: false });
    expect(await refusal(await reader.redeem(token, granted.id))).toEqual(denied);
    expect(await refusal(await mail.reader().redeem(token, granted.id))).toEqual(denied);
    expect(await refusal(await reader.redeem(token, 'no-id'))).toEqual([422, 'invalid-body']);
    const foreignPage = await mail.stage.fetch('/v1/sites/portal/personal-urls/redeem', {
      method: 'POST',
      headers: { ...reader.headers, origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ token, record: granted.id }),
    });
    expect(await refusal(foreignPage)).toEqual([403, 'foreign-origin']);
    expect(await mail.stage.database.kysely.selectFrom('link_tokens').selectAll().execute()).toEqual([]);
  });

  test('a year later the yes has run out, and so has what it allowed', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    mail.stage.clock.at += 366 * 86_400_000;
    const token = await mail.link('m-1');
    expect(await refusal(await reader.redeem(token, id))).toEqual([403, 'identification-not-granted']);
  });

  test('a token that is cut off, altered, foreign, expired or ended is refused with its code', async ({ mail }) => {
    const token = await mail.link('m-1');
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    const invalid = [400, 'link-invalid'];
    expect(await refusal(await reader.redeem(token.slice(0, -3), id))).toEqual(invalid);
    const altered = token.replace(/\.(.)([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`);
    expect(await refusal(await reader.redeem(altered, id))).toEqual(invalid);
    for (const wrong of ['x', 'a.b.c.d.e', '....', 'eyJhbGciOiJub25lIn0.e30.', '🍪']) {
      expect(await refusal(await reader.redeem(wrong, id)), wrong).toEqual(invalid);
    }
    expect(await refusal(await reader.redeem('x'.repeat(4097), id))).toEqual([422, 'invalid-body']);
    expect(await refusal(await reader.redeem('x'.repeat(9000), id))).toEqual([413, 'body-too-large']);
    const { kid } = decodeProtectedHeader(token);
    const forged = await new CompactEncrypt(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: String(kid) })
      .encrypt(new Uint8Array(32));
    expect(await refusal(await reader.redeem(forged, id))).toEqual(invalid);

    const elsewhere = mail.reader('energy');
    const theirs = await elsewhere.choose(yes(true));
    expect(await refusal(await elsewhere.redeem(token, theirs.id))).toEqual([422, 'link-of-another-site']);

    const short = await mail.link('m-1', { expiresInDays: 1 });
    mail.stage.clock.at += 86_400_000;
    expect(await refusal(await reader.redeem(short, id))).toEqual([410, 'link-expired']);

    const end = () =>
      mail.stage.fetch('/v1/personal-urls/campaigns/june', {
        method: 'DELETE',
        headers: { authorization: `Bearer ${mail.key}` },
      });
    expect(((await (await end()).json()) as { endedAt: string }).endedAt).toBe('2026-06-02T09:00:00.000Z');
    expect((await end()).status).toBe(200);
    expect(await refusal(await reader.redeem(token, id))).toEqual([410, 'campaign-ended']);
    expect(await refusal(await mail.issue({ links: [{ member: 'm-1' }] }))).toEqual([410, 'campaign-ended']);
    expect(await mail.stage.database.kysely.selectFrom('links').selectAll().execute()).toEqual([]);
  });

  test('withdrawing ends the link at once, with the same write that keeps the withdrawal', async ({ mail }) => {
    for (const withdrawal of [{ linking: false }, { identification: false }]) {
      const reader = mail.reader();
      const { id } = await reader.choose(yes(true));
      expect(await (await reader.redeem(await mail.link('m-1'), id)).json()).toEqual({ outcome: 'linked' });
      expect(await reader.linkedTo()).toBeDefined();
      mail.stage.clock.at += 1000;
      await reader.choose(withdrawal);
      expect(await reader.linkedTo()).toBeUndefined();
      mail.stage.clock.at += 1000;
    }
  });

  test('a browser that is linked to another member asks before it is linked anew', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    await reader.redeem(await mail.link('m-1'), id);
    const before = await reader.linkedTo();
    const forwarded = await mail.link('m-2');
    expect(await refusal(await reader.redeem(forwarded, id))).toEqual([409, 'linked-to-another']);
    expect(await reader.linkedTo()).toBe(before);
    expect(await (await reader.redeem(forwarded, id, { replace: true })).json()).toEqual({ outcome: 'linked' });
    expect(await reader.linkedTo()).not.toBe(before);
  });

  test('tokens that have expired are forgotten', async ({ mail }) => {
    const reader = mail.reader();
    const { id } = await reader.choose(yes(false));
    await reader.redeem(await mail.link('m-1', { expiresInDays: 1 }), id);
    mail.stage.clock.at += 2 * 86_400_000;
    await reader.redeem(await mail.link('m-1'), id);
    const kept = await mail.stage.database.kysely.selectFrom('link_tokens').selectAll().execute();
    expect(kept.length).toBe(1);
    expect(JSON.stringify(kept)).not.toContain('m-1');
  });
});
