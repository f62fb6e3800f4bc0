// The site that the benchmark publishes, and a million members who have chosen its topic.
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { createApi, createServerKey, openDatabase } from '@noren/api';
import pg from 'pg';
import { SealedReferences } from '../../packages/api/src/mail/sealed-references.ts';

export const SITE = 'mail';
export const TOPIC = 'news';
export const SECRET = '6e6f72656e2062656e63686d61726b206b65792c206e6f74206120736563726574';
const text = (ja, en) => ({ ja, en });

const config = {
  site: SITE,
  name: text('見本', 'Sample'),
  entities: [{ id: 'sample', name: text('見本株式会社', 'Sample Inc.') }],
  entity: 'sample',
  responsible: 'sample',
  origins: ['https://www.example.jp'],
  languages: ['ja', 'en'],
  registerUrl: '/register/',
  api: 'https://consent.example.jp',
  purposes: [{ id: 'necessary', mode: 'always', title: text('必須', 'Needed'), description: text('必須', 'Needed') }],
  services: [],
  editions: [
    {
      label: '1',
      date: '2026-01-01',
      effectiveAt: '2026-01-01T00:00:00Z',
      material: true,
      affects: ['*'],
      changes: [text('初版', 'First edition')],
    },
  ],
  mail: {
    sender: {
      name: text('見本', 'Sample'),
      address: text('東京都', 'Tokyo'),
      contact: 'https://www.example.jp/contact/',
      from: 'news@example.jp',
    },
    preferencesUrl: 'https://www.example.jp/mail/',
    topics: [{ id: TOPIC, class: 'newsletter', title: text('便り', 'News'), description: text('毎月', 'Monthly') }],
  },
};

const derive = (use) => new Uint8Array(hkdfSync('sha256', SECRET, '', use, 32));
export const nameOf = (index) => `m-${index}`;
const idOf = (index) => `018f0000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;

/**
 * An API in this process, and a key that may do everything about mail.
 * @param where `{ sqlite: file }`, or the URL of a PostgreSQL database
 */
export async function openStage(where) {
  const database = await openDatabase(where);
  const rateLimit = { burst: 1e9, perSecond: 1e9 };
  const api = createApi({ database, secret: SECRET, rateLimit, sealingThreads: 0 });
  await api.publish(config, { actor: 'benchmark' });
  const key = await createServerKey(database, {
    site: SITE,
    scopes: ['mail:send', 'mail:audience'],
    label: 'benchmark',
  });
  const ask = (path, body, headers = {}) =>
    api.fetch(
      new Request(new URL(path, 'https://consent.example.jp'), {
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      }),
    );
  return { api, ask };
}

/** Links of members, in their order. */
export async function linesFor(ask, members) {
  const response = await ask('/v1/mail/list-headers', { topic: TOPIC, members });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${body.slice(0, 300)}`);
  return body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** As many members who have the topic on, on PostgreSQL. */
export async function seedPostgres(url, count) {
  const member = createSecretKey(derive('noren members 1'));
  const references = new SealedReferences(derive('noren mail references 1'));
  const client = new pg.Client(url);
  await client.connect();
  const CHUNK = 20_000;
  for (let start = 0; start < count; start += CHUNK) {
    const all = Array.from({ length: Math.min(CHUNK, count - start) }, (_, at) => start + at);
    const ids = all.map(idOf);
    const hashes = all.map((index) =>
      createHmac('sha256', member)
        .update(`\n${nameOf(index)}`)
        .digest('base64url'),
    );
    await client.query(
      `INSERT INTO mail_members (member, reference_hash, reference_sealed, salt, sequence)
       SELECT id, hash, sealed, 'benchmark-salt-22-chars', 0 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS row (id, hash, sealed)`,
      [ids, hashes, all.map((index) => references.seal(nameOf(index)))],
    );
    await client.query(
      `INSERT INTO mail_preferences (member, site, topic, channel, state, batch, changed_at)
       SELECT id, '${SITE}', '${TOPIC}', 'email', 'on', id, 0 FROM unnest($1::uuid[]) AS row (id)`,
      [ids],
    );
  }
  await client.query('ANALYZE');
  await client.query('CHECKPOINT');
  await client.end();
}

/** Members who have the topic on, beside a bare table with as many: both as they are after a million sign-ups. */
export function seed(file, bareFile, count) {
  const member = createSecretKey(derive('noren members 1'));
  const references = new SealedReferences(derive('noren mail references 1'));
  const sqlite = new DatabaseSync(file);
  sqlite.exec('PRAGMA synchronous = OFF; BEGIN');
  const addMember = sqlite.prepare(
    'INSERT INTO mail_members (member, reference_hash, reference_sealed, salt, sequence) VALUES (?, ?, ?, ?, 0)',
  );
  const addChoice = sqlite.prepare(
    `INSERT INTO mail_preferences (member, site, topic, channel, state, batch, changed_at) VALUES (?, '${SITE}', '${TOPIC}', 'email', 'on', ?, 0)`,
  );
  const bare = new DatabaseSync(bareFile);
  bare.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
    CREATE TABLE choices (member TEXT NOT NULL, topic TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (member, topic));
    CREATE TABLE events (id INTEGER PRIMARY KEY, member TEXT NOT NULL, body TEXT NOT NULL); BEGIN`);
  const addBare = bare.prepare('INSERT INTO choices VALUES (?, ?, ?)');
  for (let index = 0; index < count; index += 1) {
    const name = nameOf(index);
    const hash = createHmac('sha256', member).update(`\n${name}`).digest('base64url');
    addMember.run(idOf(index), hash, references.seal(name), 'benchmark-salt-22-chars');
    addChoice.run(idOf(index), idOf(index));
    addBare.run(name, TOPIC, 'on');
  }
  for (const database of [sqlite, bare]) {
    database.exec('COMMIT; ANALYZE');
    database.close();
  }
}
