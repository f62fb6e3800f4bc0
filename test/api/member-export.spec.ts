import { createServerKey, openDatabase, type Scope } from '@noren/api';
import { sql } from 'kysely';
import type { MailStage } from './mail-stage.ts';
import { expect, linesOf, onEachEngine, oneClick, portalConfig, refusal, test } from './preference-stage.ts';
import { sampleConfig } from './sample-config.ts';
import { AFTER, given, publishTerms, stay, tell } from './terms-stage.ts';

const PATH = '/v1/sites/portal/members/export';
const NOTHING = [
  { kind: 'member', untrackedLinks: false, decisions: {}, departedAt: null },
  { kind: 'end', lines: 1 },
];

const keyOf = ({ stage }: MailStage, site = 'portal', scope: Scope = 'members:export') =>
  createServerKey(stage.database, { site, scopes: [scope], label: 'privacy office' });
const ask = ({ stage }: Pick<MailStage, 'stage'>, key: string, member = 'm-1', path = PATH) =>
  stage.fetch(path, { headers: { authorization: `Bearer ${key}`, 'noren-member': member } });
const kinds = (lines: readonly Record<string, unknown>[]) => lines.map(({ kind }) => kind);

test.use({
  config: async ({ pages }, use) => {
    const config = portalConfig();
    await use({ ...config, origins: [...config.origins, `http://shop.localhost:${pages.port}`] });
  },
});

onEachEngine(() => {
  test('a member is told all that is kept about them on every site, and nothing of whoever used the same browser', async ({
    mail,
    member,
    senders,
  }) => {
    const { stage, provider } = mail;
    const key = await keyOf(mail);
    const reader = mail.reader();
    const first = await reader.choose({ identification: true, linking: true });
    await reader.redeem(await mail.link('m-1'), first.id);
    expect((await reader.signIn(await provider.token('m-1'))).status).toBe(200);
    stage.clock.at += 1000;
    const second = await reader.choose({ statistics: false, identification: true });
    const shared = mail.reader('energy');
    await shared.signIn(await provider.token('m-1'));
    stage.clock.at += 1000;
    const third = await shared.choose({ statistics: true });
    await shared.signOut();
    stage.clock.at += 1000;
    const unknown = await shared.choose({ statistics: false });
    await shared.signIn(await provider.token('m-2'));
    stage.clock.at += 1000;
    const others = await shared.choose({ statistics: true });
    const overridden = await senders.call(senders.operator, 'PUT', '/v1/sites/portal/members/overrides', {
      members: [{ member: 'm-1', off: ['statistics'] }],
    });
    expect(overridden.status).toBe(200);
    await (await member('m-1')).set('members-news', true);
    await (await member('m-2')).set('energy-events', true);
    expect((await oneClick(mail, await senders.stopPath('m-1'))).status).toBe(200);

    const response = await ask(mail, key);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.clone().text();
    const lines = await linesOf(response);
    expect(lines[0]).toMatchObject({ untrackedLinks: false, departedAt: null });
    expect(lines[0]?.decisions).toMatchObject({ identification: { granted: true, edition: '1' } });
    expect(lines.at(-1)).toEqual({ kind: 'end', lines: lines.length - 1 });
    expect(kinds(lines.slice(1, -1))).toEqual([
      'override',
      'sign-in',
      'sign-in',
      'link',
      'mail',
      'mail-preference',
      'record',
      'record',
      'record',
      'mail-event',
      'mail-event',
    ]);
    expect(lines.find(({ kind }) => kind === 'link')).toMatchObject({
      site: 'portal',
      campaign: 'june',
      record: first.id,
    });
    const records = lines.filter(({ kind }) => kind === 'record') as unknown as {
      site: string;
      signedIn: boolean;
      record: Record<string, unknown>;
    }[];
    expect(records.map(({ site, signedIn, record }) => [site, signedIn, record.id])).toEqual([
      ['energy', true, third.id],
      ['portal', false, first.id],
      ['portal', true, second.id],
    ]);
    // The words can be produced; nothing else in it only serves a machine.
    const [{ record }] = records as [(typeof records)[0]];
    expect((await stage.fetch(`/v1/wordings/${record.wording}`)).status).toBe(200);
    const { kysely } = stage.database;
    const { secret_hash, salt, subject } = await kysely
      .selectFrom('subjects')
      .selectAll()
      .where('site', '=', 'portal')
      .executeTakeFirstOrThrow();
    const secrets = [secret_hash, salt, subject, mail.hashOf('m-1'), mail.hashOf('m-2')];
    const hashes = await kysely.selectFrom('records').select('hash').execute();
    for (const one of [...secrets, ...hashes.map(({ hash }) => hash), unknown.id, others.id, 'm-2', 'energy-events'])
      expect(text, one).not.toContain(one);
    const told = await linesOf(await ask(mail, key, 'm-2'));
    expect(told.filter(({ kind }) => kind === 'record')).toMatchObject([{ record: { id: others.id } }]);
    const entries = await kysely.selectFrom('audit_log').selectAll().where('action', '=', 'members.export').execute();
    expect(entries.map(({ site, detail }) => [site, detail])).toEqual([
      ['portal', '{}'],
      ['portal', '{}'],
    ]);
  });

  test('what waits to be confirmed is told, and what is left of who has left', async ({ mail, member, senders }) => {
    const { stage } = mail;
    const key = await keyOf(mail);
    await (await member('m-1')).set('members-news', true);
    const { kysely } = stage.database;
    const { member: id } = await kysely.selectFrom('mail_members').select('member').executeTakeFirstOrThrow();
    const at = stage.clock.at;
    const waits = { member: id, address_hash: 'x', sealed: null, created_at: at, expires_at: at + 1000 };
    await kysely
      .insertInto('mail_queue')
      .values({ ...waits, id, attempts: 1, next_at: null })
      .execute();
    const asked = { kind: 'mail-confirmation', address: null, askedAt: '2026-06-01T09:00:00.000Z' };
    expect(await linesOf(await ask(mail, key))).toContainEqual({ ...asked, endsAt: '2026-06-01T09:00:01.000Z' });
    stage.clock.at += 1000;
    await senders.call(senders.operator, 'POST', '/v1/sites/portal/members/departures', { members: ['m-1'] });
    const left = await linesOf(await ask(mail, key));
    const departedAt = '2026-06-01T09:00:01.000Z';
    expect(left[0]).toEqual({ ...NOTHING[0], departedAt });
    expect(kinds(left)).toEqual(['member', 'mail', 'mail-event', 'mail-event', 'mail-event', 'end']);
    expect(left[1]).toMatchObject({ departedAt, keptUntil: expect.stringMatching(/^2029-/) });
  });

  test('who is not known is answered like who has left nothing, and only a key of the operator for it may ask', async ({
    mail,
    senders,
  }) => {
    const { stage } = mail;
    const key = await keyOf(mail);
    expect(await linesOf(await ask(mail, key, 'm-unknown'))).toEqual(NOTHING);
    await mail.reader().signIn(await mail.provider.token('m-1'));
    await mail.stage.database.kysely.deleteFrom('attachments').execute();
    expect(await linesOf(await ask(mail, key, 'm-1'))).toEqual(NOTHING);

    const company = await keyOf(mail, 'power');
    expect(await refusal(await ask(mail, company, 'm-1', '/v1/sites/power/members/export'))).toEqual([
      403,
      'operator-only',
    ]);
    expect(await refusal(await ask(mail, company))).toEqual([403, 'wrong-site-key']);
    expect(await refusal(await ask(mail, await keyOf(mail, 'portal', 'members:read')))).toEqual([403, 'missing-scope']);
    expect(await refusal(await ask(mail, 'noren_x'))).toEqual([401, 'key-required']);
    const audit = await stage.database.kysely
      .selectFrom('audit_log')
      .select(['site', 'detail'])
      .where('action', '=', 'members.export')
      .execute();
    expect(audit.map(({ site, detail }) => `${site} ${JSON.parse(detail).refused ?? 'told'}`).sort()).toEqual([
      'portal missing-scope',
      'portal told',
      'portal told',
      'power operator-only',
      'power wrong-site-key',
    ]);
    expect(JSON.stringify(audit)).not.toContain('m-1');
    for (const wrong of ['', 'with space', 'x'.repeat(129)])
      expect(await refusal(await ask(mail, key, wrong))).toEqual([400, 'invalid-member']);
    expect(senders.operator).not.toBe(key);
  });

  test('what is written while the answer is read is none of it, and of what is deleted meanwhile none pretends to be whole', async ({
    mail,
    member,
  }) => {
    const { stage } = mail;
    const key = await keyOf(mail);
    const reader = mail.reader();
    await reader.signIn(await mail.provider.token('m-1'));
    const kept = await reader.choose({ statistics: true });
    await (await member('m-1')).set('members-news', true);
    const response = await ask(mail, key);
    stage.clock.at += 1000;
    await reader.choose({ statistics: false });
    await (await member('m-1')).set('members-news', false);
    const lines = await linesOf(response);
    expect(lines.filter(({ kind }) => kind === 'record')).toMatchObject([{ record: { id: kept.id } }]);
    expect(lines.filter(({ kind }) => String(kind).startsWith('mail-'))).toMatchObject([
      { kind: 'mail-preference', state: 'on' },
      { kind: 'mail-event', event: { kind: 'on' } },
    ]);
    const cut = await ask(mail, key);
    await stage.database.kysely.deleteFrom('mail_events').execute();
    await expect(cut.text()).rejects.toThrow('deleted');
  });
});

onEachEngine(() => {
  test.describe('of a site with terms', () => {
    test.use({ config: sampleConfig() });

    test('each is told the notices that they were given and what they are deemed to accept, and of nobody else', async ({
      stage,
    }) => {
      await publishTerms(stage);
      expect(await tell(stage, [given('m-1'), given('m-2')])).toMatchObject({ recorded: 2 });
      stage.clock.at = AFTER;
      expect(await stay(stage, ['m-1', 'm-2'])).toMatchObject({ recorded: 2 });
      const key = await createServerKey(stage.database, {
        site: 'portal',
        scopes: ['members:export'],
        label: 'office',
      });
      const response = await ask({ stage }, key);
      const text = await response.clone().text();
      const lines = await linesOf(response);
      expect(lines.slice(1, -1)).toMatchObject([
        { kind: 'document', evidence: 'mail to m-1', record: { kind: 'notice', site: 'portal', document: 'terms' } },
        { kind: 'document', record: { kind: 'acceptance', basis: 'deemed', edition: '2' } },
      ]);
      const kept = await stage.database.kysely.selectFrom('document_records').select('hash').execute();
      expect(kept).toHaveLength(4);
      for (const one of ['m-2', ...kept.map(({ hash }) => hash)]) expect(text).not.toContain(one);
    });
  });
});

test.describe('on PostgreSQL', () => {
  test.use({
    location: async ({ postgres }, use, { testId }) => {
      await use(await postgres.createDatabase(testId));
    },
  });

  test('a writer between two statements of the snapshot does not tear it', async ({ mail, member, location }) => {
    const key = await keyOf(mail);
    await (await member('m-1')).set('members-news', true);
    const other = await openDatabase(location);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
    const writing = other.kysely.transaction().execute(async (transaction) => {
      await sql`LOCK TABLE mail_members IN ACCESS EXCLUSIVE MODE`.execute(transaction);
      isLocked();
      await released;
      await sql`UPDATE mail_members SET suppressed = 'bounce'`.execute(transaction);
      await sql`UPDATE mail_preferences SET state = 'off'`.execute(transaction);
    });
    await locked;
    const answer = ask(mail, key);
    await expect
      .poll(async () => {
        const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(mail.stage.database.kysely);
        return rows[0]?.count;
      })
      .toBe(1);
    release();
    await writing;
    await other.close();
    expect(await linesOf(await answer)).toMatchObject([
      { kind: 'member' },
      { kind: 'mail', suppressed: null },
      { kind: 'mail-preference', state: 'on' },
      { kind: 'mail-event' },
      { kind: 'end' },
    ]);
  });
});
