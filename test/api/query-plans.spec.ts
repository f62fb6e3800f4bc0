import { expect, onEachEngine, test } from './fixture.ts';
import { addOlderRecords, expectNoScan, fill, scans, statementsDuring } from './query-plan.ts';
import { onlySubject, recordOf, Visitor } from './visitor.ts';

/** Of the large tables those that records are written to and read from. */
const TABLES = ['subjects', 'records', 'subject_states', 'receipts'];

onEachEngine(() => {
  test('with 100,000 older records nothing reads a whole table', async ({ stage, location }) => {
    const operations = async (visitor: Visitor) => {
      const { id } = await visitor.choose({ statistics: true });
      stage.clock.at += 1000;
      const further = recordOf(stage, { statistics: false });
      await visitor.send(further);
      await visitor.send(further);
      await visitor.send(recordOf(stage, { statistics: true }, { decidedAt: '2026-05-01T00:00:00Z' }));
      await visitor.history('?limit=2&cursor=3');
      await visitor.receipt(id);
      await visitor.receipt(id);
    };
    const before = await statementsDuring(() => operations(new Visitor(stage)), TABLES);
    const subject = await onlySubject(stage);
    await fill(stage, location, (database) => addOlderRecords(database, subject));
    const after = await statementsDuring(() => operations(new Visitor(stage)), TABLES);
    await expectNoScan(stage, location, { before, after }, TABLES);
  });

  test('what would read a whole table is noticed', async ({ stage, location }) => {
    const text = "select * from records where fingerprint = 'x'";
    expect(await scans(stage, location, { text, values: [] })).toHaveLength(1);
  });
});
