import { createHash } from 'node:crypto';
import { createServerKey, eraseSubject } from '@noren/api';
import type { Service, SiteConfig } from '@noren/model/schema';
import { expect, onEachEngine, type Stage, test } from './fixture.ts';
import { addOlderRecords, fill, scans, statementsDuring } from './query-plan.ts';
import { sampleConfig } from './sample-config.ts';
import { onlySubject, recordOf, Visitor } from './visitor.ts';

const EXPORT = '/v1/sites/portal/joined-recipients';
const SAYS = {
  ja: '送信先は、受け取った情報を会員の登録情報と結び付けます。',
  en: 'The recipient joins it to your account with it.',
};
const [meter] = sampleConfig().services as [Service];

/** A row whose recipient joins what it receives to a person. */
const knowing = (id: string, purpose: string, more: Partial<Service> = {}): Service => ({
  ...meter,
  id,
  purpose,
  name: { ja: `${id}の広告`, en: `${id} ads` },
  recipient: { ja: `${id}株式会社`, en: `${id} Inc.` },
  country: 'US',
  hosts: [`${id}.example`],
  joinsPerson: SAYS,
  ...more,
});
const services = [meter, knowing('social', 'linking'), knowing('clicks', 'statistics')];

interface Permission {
  readonly granted: boolean;
  readonly service: string;
  readonly wording: string;
  readonly joinsPerson: string;
  readonly effectiveAt: string;
  readonly record: { readonly id: string; readonly subject: string; readonly sequence: number; readonly hash: string };
}

/** The lines of an answer, and what its last one says. */
async function linesOf(response: Response): Promise<{ permissions: Permission[]; next: string | null | undefined }> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  const lines = text.split('\n').map((line) => line && JSON.parse(line));
  expect(lines.pop()).toBe('');
  const { next } = lines.pop();
  return { permissions: lines, next };
}

const keyOf = (stage: Stage, scope: 'records:read' | 'documents:read' = 'records:read', site = 'portal') =>
  createServerKey(stage.database, { site, scopes: [scope], label: 'privacy office' });
const exported = async (stage: Stage, query = '', key?: string) =>
  stage.fetch(`${EXPORT}${query}`, { headers: { authorization: `Bearer ${key ?? (await keyOf(stage))}` } });
const said = ({ service, granted }: Permission) => `${service} ${granted ? 'yes' : 'no'}`;

test.use({ config: sampleConfig({ services }) });

onEachEngine(() => {
  test('what a visitor allows and refuses to recipients that know them is kept with words, time and who asked', async ({
    stage,
  }) => {
    const visitor = new Visitor(stage);
    const english = { language: 'en', wording: stage.wording.en ?? '' } as const;
    const yes = await visitor.choose({ statistics: true, identification: true, linking: false }, english);
    const { permissions, next } = await linesOf(await exported(stage));
    expect(next).toBeNull();
    expect(permissions.map(said)).toEqual(['social no', 'clicks yes']);
    expect(permissions[1]).toMatchObject({
      name: 'clicks ads',
      recipient: 'clicks Inc.',
      country: 'United States',
      information: ['Pages viewed'],
      ownPurpose: 'Improving pages that are read a lot',
      recipientPurpose: 'Counting visits and keeping them honest',
      purpose: 'statistics',
      decidedAt: '2026-06-01T09:00:00Z',
      effectiveAt: '2026-06-01T09:00:00.000Z',
      receivedAt: '2026-06-01T09:00:00.000Z',
      obtainedBy: { id: 'sample-energy', name: 'Sample Energy' },
      responsible: { id: 'sample-electric', name: 'Sample Electric' },
      edition: '1',
      language: 'en',
      control: 'save',
      surface: 'preferences',
      basis: 'explicit',
      record: { id: yes.id, hash: yes.hash, sequence: 1 },
    });
    // The exact words can be produced, and they are the ones that said so.
    const [one] = permissions as [Permission];
    const words = await (await stage.fetch(`/v1/wordings/${one.wording}`)).text();
    expect(createHash('sha256').update(words).digest('base64url')).toBe(one.wording);
    expect([one.joinsPerson, words.includes(SAYS.en)]).toEqual([SAYS.en, true]);
  });

  test('a refusal that is not said of the recipient itself counts from when it takes effect', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: true, identification: true, linking: true });
    stage.clock.at += 1000;
    // Linking requires it.
    await visitor.choose({ identification: false });
    stage.clock.at += 1000;
    await visitor.choose({}, { gpc: true, control: 'signal', basis: 'signal', surface: 'none' });
    const { permissions } = await linesOf(await exported(stage));
    expect(permissions.map((one) => `${one.record.sequence} ${said(one)}`)).toEqual([
      '1 social yes',
      '1 clicks yes',
      '2 social no',
      '3 clicks no',
    ]);
  });

  test('a record that arrives late stands where it took effect', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: false });
    const waited = { decidedAt: '2026-06-01T08:00:00Z', sentAt: '2026-06-01T09:00:00Z' };
    await visitor.choose({ statistics: true }, waited);
    const { permissions } = await linesOf(await exported(stage));
    expect(permissions.map((one) => `${one.record.sequence} ${said(one)}`)).toEqual(['2 clicks yes', '1 clicks no']);
  });

  test.describe('with switches of their own', () => {
    const own = [
      knowing('clicks', 'statistics', { choice: true }),
      knowing('quiet', 'statistics', { choice: true, mode: 'opt-in' }),
      meter,
    ];
    const purposes = sampleConfig().purposes.map((one) =>
      one.id === 'statistics' ? { ...one, mode: 'opt-out' as const } : one,
    );
    test.use({ config: sampleConfig({ services: own, purposes }) });

    test('a service’s own no narrows what its purpose allows, and its own yes opens nothing that waits', async ({
      stage,
    }) => {
      const visitor = new Visitor(stage);
      const own = { services: { clicks: true, quiet: true } };
      await visitor.choose({}, { chosen: { purposes: {}, ...own } });
      stage.clock.at += 1000;
      await visitor.choose({}, { chosen: { purposes: { statistics: true }, services: { clicks: false } } });
      stage.clock.at += 1000;
      await visitor.choose({}, { chosen: { purposes: {}, ...own } });
      const { permissions } = await linesOf(await exported(stage));
      expect(permissions.map((one) => `${one.record.sequence} ${said(one)}`)).toEqual([
        '1 clicks yes',
        '1 quiet no',
        '2 clicks no',
        '2 quiet yes',
        '3 clicks yes',
        '3 quiet yes',
      ]);
    });
  });

  test('only who was told of a recipient has allowed it', async ({ stage, config }) => {
    const [first] = config.editions;
    if (!first) throw new Error('no edition');
    const before = { ...config, services: [meter] } as SiteConfig;
    const label = '2';
    const edition = { ...first, label, date: '2026-06-01', effectiveAt: '2026-06-01T09:00:10Z' };
    const { published } = await stage.api.publish({ ...before, site: 'shop' }, { actor: 'test' });
    const visitor = new Visitor(stage, undefined, 'shop');
    await visitor.choose({ statistics: true }, { wording: published.wordingHashes.ja ?? '' });
    stage.clock.at += 10_000;
    const row = { ...knowing('clicks', 'statistics'), firstEdition: label };
    const after = { ...config, site: 'shop', services: [meter, row], editions: [...config.editions, edition] };
    const { published: second } = await stage.api.publish(after, { actor: 'test' });
    await visitor.choose({ statistics: false }, { wording: second.wordingHashes.ja ?? '', edition: label });
    const key = await keyOf(stage, 'records:read', 'shop');
    const { permissions } = await linesOf(
      await stage.fetch('/v1/sites/shop/joined-recipients', { headers: { authorization: `Bearer ${key}` } }),
    );
    expect(permissions.map((one) => `${one.record.sequence} ${said(one)}`)).toEqual(['2 clicks no']);
  });

  test('the export comes page by page, whole visitors each, and one recipient can be asked for alone', async ({
    stage,
  }) => {
    const visitors = Array.from({ length: 5 }, () => new Visitor(stage));
    for (const visitor of visitors) {
      await visitor.choose({ statistics: true, linking: false });
      stage.clock.at += 1000;
      await visitor.choose({ statistics: false });
    }
    const key = await keyOf(stage);
    const seen: Permission[] = [];
    let [cursor, pages] = ['', 0];
    for (;;) {
      const { permissions, next } = await linesOf(await exported(stage, `?limit=2${cursor}`, key));
      expect(new Set(permissions.map(({ record }) => record.subject)).size).toBeLessThanOrEqual(2);
      seen.push(...permissions);
      pages += 1;
      if (!next) break;
      cursor = `&cursor=${next}`;
    }
    expect([pages, seen.length]).toEqual([3, 15]);
    expect(new Set(seen.map(({ record }) => record.subject)).size).toBe(5);
    expect(seen).toEqual((await linesOf(await exported(stage, '', key))).permissions);
    const alone = (await linesOf(await exported(stage, '?service=social', key))).permissions;
    expect([alone.length, new Set(alone.map(({ service }) => service))]).toEqual([5, new Set(['social'])]);
    expect((await linesOf(await exported(stage, '?service=meter', key))).permissions).toEqual([]);
  });

  test('who is erased stays in the proof, as nobody', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const { hash } = await visitor.choose({ statistics: true });
    await eraseSubject(stage.database, 'portal', await onlySubject(stage));
    const { permissions } = await linesOf(await exported(stage));
    expect(permissions.map(({ record }) => record.hash)).toEqual([hash]);
    expect(JSON.stringify(permissions)).not.toContain(visitor.secret);
  });

  test('it needs a key of the site with the scope, and every request is noted', async ({ stage }) => {
    await new Visitor(stage).choose({ statistics: true });
    const key = await keyOf(stage);
    const codeOf = async (response: Response) => [response.status, (await response.json()).code];
    expect(await codeOf(await stage.fetch(EXPORT))).toEqual([401, 'key-required']);
    expect(await codeOf(await exported(stage, '', `${key.slice(0, -1)}!`))).toEqual([401, 'key-required']);
    expect(await codeOf(await exported(stage, '', await keyOf(stage, 'documents:read')))).toEqual([
      403,
      'missing-scope',
    ]);
    expect(await codeOf(await exported(stage, '', await keyOf(stage, 'records:read', 'other')))).toEqual([
      403,
      'wrong-site-key',
    ]);
    expect(await codeOf(await stage.fetch('/v1/sites/nothing/joined-recipients'))).toEqual([404, 'unknown-site']);
    // Pages of anybody read nothing of it.
    const response = await exported(stage, '?service=clicks', key);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    await response.text();
    const noted = await stage.database.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'joined-recipients.export')
      .execute();
    expect(noted.map(({ site, actor, detail }) => ({ site, actor, detail: JSON.parse(detail) }))).toEqual([
      { site: 'portal', actor: `key:${key.split('_')[1]}`, detail: { limit: 1000, service: 'clicks' } },
    ]);
  });

  test('a query that is wrong is told so, and reads nothing', async ({ stage }) => {
    const key = await keyOf(stage);
    for (const [query, path] of [
      ['?limit=0', 'limit'],
      ['?limit=10001', 'limit'],
      ['?limit=many', 'limit'],
      ['?cursor=1', 'cursor'],
      ["?cursor=' or 1=1 --", 'cursor'],
      ['?cursor=%00', 'cursor'],
      ['?service=A B', 'service'],
      [`?service=${'x'.repeat(5000)}`, 'service'],
    ] as const) {
      const response = await exported(stage, query, key);
      expect(response.status, query).toBe(400);
      expect(await response.json(), query).toMatchObject({ code: 'invalid-query', errors: [{ path }] });
    }
    expect((await exported(stage, '?cursor=ffffffff-ffff-7fff-bfff-ffffffffffff', key)).status).toBe(200);
    const visitor = new Visitor(stage);
    for (const query of ['?limit=101', '?cursor=x'])
      expect((await stage.fetch(`/v1/sites/portal/records/joined-recipients${query}`, visitor)).status).toBe(400);
  });

  test('visitors read theirs, newest first, and nobody else’s', async ({ stage }) => {
    const [visitor, other] = [new Visitor(stage), new Visitor(stage)];
    await other.choose({ statistics: true });
    const ids = [];
    for (const statistics of [true, false, true]) {
      ids.unshift((await visitor.choose({ statistics })).id);
      stage.clock.at += 1000;
    }
    const read = async (query = '', headers: Record<string, string> = visitor.headers) => {
      const response = await stage.fetch(`/v1/sites/portal/records/joined-recipients${query}`, { headers });
      expect(response.headers.get('access-control-allow-origin')).toBe(visitor.origin);
      return response.json();
    };
    const all = await read();
    expect(all.next).toBeNull();
    expect(all.permissions.map(({ record }: Permission) => record.id)).toEqual(ids);
    expect(all.permissions.map(said)).toEqual(['clicks yes', 'clicks no', 'clicks yes']);
    const page = await read('?limit=2');
    expect([page.permissions.length, page.next]).toEqual([2, '2']);
    expect((await read(`?limit=2&cursor=${page.next}`)).permissions).toEqual([all.permissions[2]]);
    expect(await read('', new Visitor(stage).headers)).toEqual({ permissions: [], next: null });
    const foreign = await stage.fetch('/v1/sites/portal/records/joined-recipients', {
      headers: { ...visitor.headers, origin: 'https://evil.example' },
    });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  test('of 100,000 visitors it reads a page by the key, and holds as much as one of them has', async ({
    stage,
    location,
  }) => {
    await new Visitor(stage).choose({ statistics: true });
    const tables = ['subjects', 'records', 'subject_states', 'wordings', 'config_versions'];
    const key = await keyOf(stage);
    const run = async () => {
      for (const limit of [1, 3000]) {
        const { permissions, next } = await linesOf(await exported(stage, `?limit=${limit}`, key));
        expect([permissions.length, next === null]).toEqual([Math.min(limit, count), limit > count]);
      }
    };
    let count = 1;
    const before = await statementsDuring(async () => void (await linesOf(await exported(stage, '', key))), tables);
    const subject = await onlySubject(stage);
    await fill(stage, location, (database) => addOlderRecords(database, subject));
    count = 100_001;
    const after = await statementsDuring(run, tables);
    const seen = stage.database.engine === 'sqlite' ? before : after;
    expect(seen.some(({ text }) => text.includes('records'))).toBe(true);
    for (const statement of seen)
      expect(await scans(stage, location, statement, ['subjects', 'records']), statement.text).toEqual([]);
    // What all of them name is read once.
    expect(after.filter(({ text }) => text.includes('"wordings"')).length).toBeLessThanOrEqual(2);
    // Nothing is read ahead of whoever takes the lines.
    const chunks = await statementsDuring(async () => {
      const reader = (await exported(stage, '?limit=10000', key)).body?.getReader();
      await reader?.read();
      await reader?.cancel();
    }, ['records']);
    expect(chunks.length).toBeLessThanOrEqual(2);
  });

  test('a visitor with a long history is read across the chunks of the database', async ({ stage }) => {
    const [first, long] = [new Visitor(stage), new Visitor(stage)];
    await first.choose({ statistics: true });
    await Promise.all(
      Array.from({ length: 520 }, (_, at) => {
        const record = recordOf(stage, { statistics: at % 2 === 0 });
        return long.send(record).then((response) => expect(response.status).toBe(201));
      }),
    );
    const { permissions } = await linesOf(await exported(stage));
    const bySubject = Map.groupBy(permissions, ({ record }) => record.subject);
    expect([...bySubject.values()].map((list) => list.length).sort()).toEqual([1, 520]);
  });
});
