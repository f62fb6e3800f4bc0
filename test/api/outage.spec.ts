import { sql } from 'kysely';
import pg from 'pg';
import { expect, onEachEngine, test } from './fixture.ts';
import { recordOf, Visitor } from './visitor.ts';

/** Takes the database away, and gives it back. */
function switchOf(location: string | { sqlite: string }, kysely: import('@noren/api').Database['kysely']) {
  if (typeof location !== 'string') {
    return {
      off: () => sql`pragma query_only = on`.execute(kysely),
      on: () => sql`pragma query_only = off`.execute(kysely),
    };
  }
  const name = new URL(location).pathname.slice(1);
  const admin = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: location.replace(/\/[^/]*$/, '/postgres') });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    off: () =>
      admin(
        `alter database ${pg.escapeIdentifier(name)} allow_connections false`,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = ${pg.escapeLiteral(name)}`,
      ),
    on: () => admin(`alter database ${pg.escapeIdentifier(name)} allow_connections true`),
  };
}

onEachEngine(() => {
  test('health tells whether records can be kept', async ({ stage, location }) => {
    const health = async () => (await stage.fetch('/health')).status;
    expect(await (await stage.fetch('/v1/health')).json()).toEqual({ status: 'ok', database: stage.database.engine });
    const database = switchOf(location, stage.database.kysely);
    await database.off();
    await expect.poll(health, { timeout: 8000 }).toBe(503);
    await database.on();
    await expect.poll(health, { timeout: 8000 }).toBe(200);
  });

  test('without its database the API asks to come back, and then keeps the record once', async ({
    stage,
    location,
  }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: true });
    const record = recordOf(stage, { statistics: false });
    const database = switchOf(location, stage.database.kysely);
    await database.off();
    const responses = await Promise.all([
      visitor.send(record),
      visitor.send(record),
      new Visitor(stage).send(recordOf(stage, {})),
    ]);
    for (const response of responses) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(response.headers.get('access-control-allow-origin')).toBe('https://www.example.jp');
      expect(await response.json()).toMatchObject({ code: 'database-unavailable' });
    }
    // What is in memory is served all the while.
    expect((await stage.fetch('/v1/sites/portal/config')).status).toBe(200);
    await database.on();
    expect([200, 201]).toContain((await visitor.send(record)).status);
    expect((await visitor.history()).records.filter(({ id }) => id === record.id)).toHaveLength(1);
  });
});
