import { createApi, eraseSubject, openDatabase } from '@noren/api';
import type { SiteConfig } from '@noren/model/schema';
import { SECRET } from './fixture.ts';
import {
  expect,
  linesOf,
  type MailStage,
  mailConfig,
  onEachEngine,
  type Reader,
  refusal,
  test,
  yes,
} from './mail-stage.ts';

const DAY = 86_400_000;

/** A browser that is linked to m-1. */
async function linkedReader(mail: MailStage): Promise<Reader> {
  const reader = mail.reader();
  const { id } = await reader.choose(yes(true));
  expect(await (await reader.redeem(await mail.link('m-1'), id)).json()).toEqual({ outcome: 'linked' });
  return reader;
}

async function signIn(mail: MailStage, reader: Reader, member = 'm-1') {
  const now = mail.stage.clock.at / 1000;
  const response = await reader.signIn(await mail.provider.token(member, { claims: { iat: now, exp: now + 3600 } }));
  return (await response.json()) as { linked: boolean; attributes: object; cookie: string };
}

const linksOf = ({ stage }: MailStage) => stage.database.kysely.selectFrom('links').selectAll().execute();
const publish = ({ stage, shop }: MailStage, changes: Partial<SiteConfig>) =>
  stage.api.publish(mailConfig(shop, changes), { actor: 'test' });

/** An edition that asks again whether data may be joined. */
const materialEdition = (at: number) => ({
  label: '2',
  date: '2026-06-01',
  effectiveAt: new Date(at).toISOString(),
  material: true,
  affects: ['purposes:linking'],
  changes: [{ ja: '結び付けるものを改めました', en: 'Other data are joined' }],
});

onEachEngine(() => {
  test('a link ends when the yes runs out that allows it, though nobody comes back', async ({ mail }) => {
    const reader = await linkedReader(mail);
    const [link] = await linksOf(mail);
    expect(link?.ends_at).toBe(mail.stage.clock.at + 365 * DAY);
    mail.stage.clock.at += 364 * DAY;
    await mail.stage.api.sweep();
    expect(await linksOf(mail)).toHaveLength(1);
    expect((await signIn(mail, reader)).linked).toBe(true);
    mail.stage.clock.at += 2 * DAY;
    const after = await signIn(mail, reader);
    expect([after.linked, after.attributes]).toEqual([false, {}]);
    await mail.stage.api.sweep();
    expect(await linksOf(mail)).toEqual([]);
  });

  test('a link that has run out does not come back, neither with another yes nor with a sign-in nor with a config', async ({
    mail,
  }) => {
    const reader = await linkedReader(mail);
    mail.stage.clock.at += 366 * DAY;
    await reader.choose(yes(true));
    expect(await reader.linkedTo()).toBeUndefined();
    await publish(mail, { validityDays: 300 });
    expect(await reader.linkedTo()).toBeUndefined();
    expect((await signIn(mail, reader)).linked).toBe(false);
    expect(await linksOf(mail)).toEqual([]);
  });

  test('whoever says yes again is linked for as long again', async ({ mail }) => {
    const reader = await linkedReader(mail);
    mail.stage.clock.at += 300 * DAY;
    await reader.choose(yes(true));
    mail.stage.clock.at += 300 * DAY;
    await mail.stage.api.sweep();
    expect(await reader.linkedTo()).toBe(mail.hashOf('m-1'));
  });

  test('a link that only the member’s own choice allowed ends with a sign-in that nobody ended', async ({ mail }) => {
    const elsewhere = mail.reader('energy');
    await signIn(mail, elsewhere);
    await elsewhere.choose(yes(true));
    const shared = mail.reader();
    const { id } = await shared.choose({ identification: true });
    await signIn(mail, shared);
    await shared.redeem(await mail.link('m-1'), id);
    expect(await shared.linkedTo()).toBe(mail.hashOf('m-1'));
    mail.stage.clock.at += DAY / 2;
    expect(await shared.linkedTo()).toBeUndefined();
    // Nor does the next sign-in bring it back.
    expect((await signIn(mail, shared)).linked).toBe(false);
    expect(await linksOf(mail)).toEqual([]);
  });

  test('a material edition about linking, and a config without personalised links, end links at once', async ({
    mail,
  }) => {
    const { editions } = mailConfig(mail.shop);
    const reader = await linkedReader(mail);
    const second = materialEdition(mail.stage.clock.at);
    const { published } = await publish(mail, { editions: [...editions, second] });
    expect(await reader.linkedTo()).toBeUndefined();

    mail.stage.clock.at += 1000;
    const { id } = await reader.choose(yes(true), { edition: '2', wording: published.wordingHashes.ja as string });
    await reader.redeem(await mail.link('m-2'), id);
    expect(await reader.linkedTo()).toBe(mail.hashOf('m-2'));
    await publish(mail, { editions: [...editions, second], personalUrls: undefined } as never);
    expect(await reader.linkedTo()).toBeUndefined();
  });

  test('a process that has not heard of the newest config yet ends, once it has, what it linked meanwhile', async ({
    mail,
    location,
    options,
  }) => {
    const { stage } = mail;
    const another = createApi({
      database: await openDatabase(location),
      secret: SECRET,
      now: () => new Date(stage.clock.at),
      ...options,
    });
    const reader = mail.reader();
    const { id } = await reader.choose(yes(true));
    const token = await mail.link('m-1');
    const ask = (path: string, init: RequestInit) =>
      another.fetch(new Request(`https://consent.example.net/v1/sites/portal${path}`, init));
    await ask('/config', {});
    const { editions } = mailConfig(mail.shop);
    await publish(mail, { editions: [...editions, materialEdition(stage.clock.at)] });
    const redeemed = await ask('/personal-urls/redeem', {
      method: 'POST',
      headers: { ...reader.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ token, record: id }),
    });
    expect(await redeemed.json()).toEqual({ outcome: 'linked' });
    stage.clock.at += 3000;
    await ask('/config', {});
    await expect.poll(() => linksOf(mail)).toEqual([]);
    await another.close();
  });

  test('a link whose browser nobody knows any more goes with the next config', async ({ mail }) => {
    await linkedReader(mail);
    await mail.stage.database.kysely.deleteFrom('subject_states').execute();
    await publish(mail, { validityDays: 300 });
    expect(await linksOf(mail)).toEqual([]);
  });

  test('an edition that is announced ends links on its day', async ({ mail }) => {
    const { editions } = mailConfig(mail.shop);
    const reader = await linkedReader(mail);
    const at = mail.stage.clock.at + 10 * DAY;
    await publish(mail, { editions: [...editions, materialEdition(at)] });
    expect((await linksOf(mail)).map(({ ends_at }) => ends_at)).toEqual([at]);
    expect(await reader.linkedTo()).toBe(mail.hashOf('m-1'));
    mail.stage.clock.at = at;
    await mail.stage.api.sweep();
    expect(await reader.linkedTo()).toBeUndefined();
  });

  test('an open beacon needs a yes that has not run out', async ({ mail }) => {
    const reader = mail.reader();
    await signIn(mail, reader);
    await reader.choose({ 'mail-opens': true }, { offered: { purposes: ['mail-opens'], services: [] } });
    const opens = async () => (await linesOf(await mail.issue({ links: [{ member: 'm-1' }] })))[0]?.trackOpens;
    expect(await opens()).toBe(true);
    mail.stage.clock.at += 366 * DAY;
    expect(await opens()).toBe(false);
  });

  test('whoever is erased has used no mail, and the mail stays used', async ({ mail }) => {
    const reader = await linkedReader(mail);
    const kysely = mail.stage.database.kysely;
    const token = await mail.link('m-3');
    const { id } = await reader.choose(yes(true));
    await reader.redeem(token, id, { replace: true });
    const { subject } = await kysely.selectFrom('subjects').select('subject').executeTakeFirstOrThrow();
    await eraseSubject(mail.stage.database, 'portal', subject);
    const left = await kysely.selectFrom('link_tokens').selectAll().execute();
    expect(left).toHaveLength(2);
    expect(JSON.stringify(left)).not.toContain(subject);
    const other = mail.reader();
    const theirs = await other.choose(yes(true));
    expect(await refusal(await other.redeem(token, theirs.id))).toEqual([409, 'link-used']);
    mail.stage.clock.at += 31 * DAY;
    await mail.stage.api.sweep();
    expect(await kysely.selectFrom('link_tokens').selectAll().execute()).toEqual([]);
  });
});

onEachEngine(() => {
  test.describe('where joining requires a third purpose', () => {
    test.use({
      config: async ({ pages }, use) => {
        const config = mailConfig(`http://shop.localhost:${pages.port}`);
        const purposes = config.purposes.map((purpose) =>
          purpose.id === 'linking' ? { ...purpose, requires: ['identification', 'statistics'] } : purpose,
        );
        await use({ ...config, purposes });
      },
    });

    test('what the operator switches off of it for a member ends their links, and no mail makes another', async ({
      mail,
    }) => {
      const reader = mail.reader();
      const { id } = await reader.choose({ ...yes(true), statistics: true });
      await reader.redeem(await mail.link('m-1'), id);
      expect(await reader.linkedTo()).toBe(mail.hashOf('m-1'));
      const response = await mail.stage.fetch('/v1/sites/portal/members/overrides', {
        method: 'PUT',
        headers: { authorization: `Bearer ${mail.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ members: [{ member: 'm-1', off: ['statistics'] }] }),
      });
      expect(response.status).toBe(200);
      expect(await reader.linkedTo()).toBeUndefined();
      expect(await (await reader.redeem(await mail.link('m-1'), id)).json()).toEqual({ outcome: 'counted' });
    });
  });
});
