import { sql } from 'kysely';
import { expect, linesOf, onEachEngine, oneClick, test } from './preference-stage.ts';
import { expectNoScan, fill, others, scans, statementsDuring } from './query-plan.ts';

const TABLES = ['mail_members', 'mail_preferences', 'mail_events', 'mail_deliveries', 'mail_addresses'];

onEachEngine(() => {
  test('with 100,000 other members no question about mail reads a whole table', async ({
    mail,
    member,
    senders,
    location,
  }) => {
    const { stage } = mail;
    // Nobody listens there: what is told waits.
    const hook = await senders.call(senders.operator, 'POST', '/v1/mail/webhooks', { url: 'http://127.0.0.1:9/' });
    const { id: webhook } = (await hook.json()) as { id: string };
    const operations = async (name: string) => {
      const device = await member(name);
      await device.switchOn('members-news', 'energy-events');
      const { batch } = await device.saved({ stopAll: true });
      await device.saved({ undo: batch });
      await device.history();
      const path = await senders.stopPath(name);
      await stage.fetch(path);
      await oneClick(mail, path);
      const { operator, call } = senders;
      const members = Array.from({ length: 50 }, (_, index) => `m-${index}`);
      await linesOf(await call(operator, 'POST', '/v1/mail/check', { topic: 'members-news', members }));
      await linesOf(await call(operator, 'GET', '/v1/mail/audience?topic=energy-events&limit=10'));
      const report = { member: name, kind: 'bounce', at: '2026-06-01T09:00:00Z', evidence: '5.1.1' };
      const { member: _, ...rest } = report;
      const byAddress = { ...rest, address: `${name}@mail.example` };
      expect((await call(operator, 'POST', '/v1/mail/reports', { reports: [byAddress, report] })).status).toBe(200);
      for (const header of [{ 'noren-member': name }, { 'noren-address': `${name}@mail.example` }])
        await call(operator, 'GET', '/v1/mail/proof', undefined, header as Record<string, string>);
      await stage.api.sendWebhooks();
      expect((await call(operator, 'GET', `/v1/mail/webhooks/${webhook}/dead`)).status).toBe(200);
      await call(operator, 'POST', '/v1/sites/portal/members/departures', { members: [name] });
    };
    const before = await statementsDuring(() => operations('m-first'), TABLES);
    const { numbers, id, hash } = others(stage.database.engine);
    await fill(stage, location, async ({ kysely }) => {
      await sql`insert into mail_members (member, reference_hash, reference_sealed, salt, sequence, address_hash)
        select ${id}, ${hash}, 'sealed', 'salt', 1, ${hash} from ${numbers}`.execute(kysely);
      await sql`insert into mail_preferences (member, site, topic, channel, state, batch, changed_at)
        select ${id}, 'portal', 'members-news', 'email', 'on', ${id}, 0 from ${numbers}`.execute(kysely);
      await sql`insert into mail_events (member, sequence, id, batch, responsible, hash, body)
        select ${id}, 1, ${id}, ${id}, 'sample-electric', ${hash}, '{}' from ${numbers}`.execute(kysely);
      await sql`insert into mail_addresses (address_hash, member) select ${hash}, ${id} from ${numbers}`.execute(
        kysely,
      );
      await sql`insert into mail_deliveries (webhook, member, sequence, queued_at, attempts, next_at)
        select ${webhook}, ${id}, 1, 0, 3, 4000000000000 from ${numbers}`.execute(kysely);
    });
    const after = await statementsDuring(() => operations('m-second'), TABLES);
    await expectNoScan(stage, location, { before, after }, TABLES);
  });

  test('what would read a whole table of mail is noticed', async ({ mail, location }) => {
    const text = "select * from mail_preferences where frequency = 'x'";
    expect(await scans(mail.stage, location, { text, values: [] }, TABLES)).toHaveLength(1);
  });
});
