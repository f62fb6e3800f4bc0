import { expect, linesOf, onEachEngine, test, yes } from './mail-stage.ts';
import { addOlderMembers, addOlderRecords, expectNoScan, fill, scans, statementsDuring } from './query-plan.ts';
import { onlySubject } from './visitor.ts';

onEachEngine(() => {
  test('with 100,000 other members, links and tokens nothing reads a whole table', async ({
    mail,
    provider,
    location,
  }) => {
    const { stage } = mail;
    const bearer = { authorization: `Bearer ${mail.key}`, 'content-type': 'application/json' };
    const operations = async (member: string) => {
      const reader = mail.reader();
      const [first, second] = [await mail.link(member), await mail.link(member)];
      const { id } = await reader.choose(yes(false));
      await reader.redeem(first, id);
      stage.clock.at += 1000;
      const joined = await reader.choose(yes(true));
      await reader.redeem(first, joined.id);
      await reader.redeem(second, joined.id, { replace: true });
      const token = await provider.token(member);
      expect((await reader.signIn(token)).status).toBe(200);
      stage.clock.at += 1000;
      await reader.choose({ statistics: true });
      await reader.history('?limit=1');
      await reader.receipt(joined.id);
      const untracked = await reader.call(
        'PUT',
        '/member/mail-links',
        { untracked: true },
        { authorization: `Bearer ${token}` },
      );
      expect(untracked.status).toBe(200);
      const off = await stage.fetch('/v1/sites/portal/members/overrides', {
        method: 'PUT',
        headers: bearer,
        body: JSON.stringify({ members: [{ member, off: ['linking'] }] }),
      });
      expect(off.status).toBe(200);
      await linesOf(await mail.issue({ links: Array.from({ length: 50 }, (_, index) => ({ member: `m-${index}` })) }));
      stage.clock.at += 1000;
      await reader.choose(yes(false));
      expect((await reader.signOut()).status).toBe(200);
    };
    const before = await statementsDuring(() => operations('m-first'));
    const subject = await onlySubject(stage);
    await fill(stage, location, async (database) => {
      await addOlderRecords(database, subject);
      await addOlderMembers(database, 'portal');
    });
    const after = await statementsDuring(() => operations('m-second'));
    await expectNoScan(stage, location, { before, after });
  });

  test('what would read a whole table of links is noticed', async ({ mail, location }) => {
    const text = "select * from links where campaign = 'x'";
    expect(await scans(mail.stage, location, { text, values: [] })).toHaveLength(1);
  });
});
