import type { RecordRequest } from '@noren/model/schema';
import { expect, onEachEngine, test } from './fixture.ts';
import { sampleConfig } from './sample-config.ts';
import { recordOf, Visitor } from './visitor.ts';

const [first] = sampleConfig().editions;
const second = {
  label: '2',
  date: '2026-03-01',
  effectiveAt: '2026-03-01T00:00:00Z',
  material: true,
  affects: ['purposes:identification'],
  changes: [{ ja: '個別 URL', en: 'Personalised links' }],
};

/** What a browser sends of a visitor who decided elsewhere, a month before. */
const IMPORTED = {
  control: 'import',
  surface: 'none',
  basis: 'imported',
  edition: '1',
  decidedAt: '2026-05-01T09:00:00Z',
  offered: { purposes: ['statistics'], services: [] },
  imported: [{ tool: 'klaro', accepted: ['matomo'], refused: [] }],
} satisfies Partial<RecordRequest>;

onEachEngine(() => {
  test.use({ config: sampleConfig({ editions: [...(first ? [first] : []), second] }) });

  test('a decision from another tool is kept as imported: from where, when it was made, and by which edition it counts', async ({
    stage,
  }) => {
    const visitor = new Visitor(stage);
    const { cookie, id } = await visitor.choose({ statistics: true }, IMPORTED);
    // It has seen no notice of this site, so that no edition of it counts as seen.
    expect(JSON.parse(cookie)).toEqual({
      v: 1,
      p: { statistics: [1, 1, Date.parse(IMPORTED.decidedAt) / 1000] },
    });
    const { records } = await visitor.history();
    expect(records).toMatchObject([{ basis: 'imported', control: 'import', imported: IMPORTED.imported }]);
    const receipt = await visitor.receipt(id);
    const [, payload = ''] = (await receipt.text()).split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString()).record).toMatchObject({
      basis: 'imported',
      edition: '1',
      wording: stage.wording.ja,
      effectiveAt: '2026-05-01T09:00:00.000Z',
      imported: IMPORTED.imported,
    });
  });

  test('a choice made here after it stands, whichever of them arrives first', async ({ stage }) => {
    const visitor = new Visitor(stage);
    await visitor.choose({ statistics: false }, { edition: '2' });
    const { cookie } = await visitor.choose({ statistics: true }, IMPORTED);
    expect(JSON.parse(cookie)).toMatchObject({ n: 2, p: { statistics: [0, 2, expect.any(Number)] } });
  });

  test('a record that says one thing of its basis and another of its control is refused, and so is a source without an import', async ({
    stage,
  }) => {
    const visitor = new Visitor(stage);
    for (const [changes, path] of [
      [{ ...IMPORTED, basis: 'explicit' }, 'basis'],
      [{ ...IMPORTED, control: 'accept-all' }, 'basis'],
      [{ imported: IMPORTED.imported, edition: '2' }, 'imported'],
      [{ ...IMPORTED, imported: [{ ...IMPORTED.imported[0], tool: 'anything' }] }, 'imported[0].tool'],
      [{ ...IMPORTED, imported: [{ ...IMPORTED.imported[0], visitor: 'x' }] }, 'imported[0].visitor'],
      [{ ...IMPORTED, imported: [] }, 'imported'],
    ] as const) {
      const response = await visitor.send(recordOf(stage, { statistics: true }, changes as Partial<RecordRequest>));
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ code: 'invalid-record', errors: [{ path }] });
    }
    expect((await visitor.history()).records).toEqual([]);
  });

  test('an import may come without its source: on another host of the site nobody remembers it', async ({ stage }) => {
    const visitor = new Visitor(stage);
    const { imported: _, ...without } = IMPORTED;
    await visitor.choose({ statistics: true }, without);
    expect((await visitor.history()).records).toMatchObject([{ basis: 'imported' }]);
    // Whoever chose here did so by words of that edition.
    const explicit = await visitor.send(recordOf(stage, { statistics: true }, { edition: '1' }));
    expect(await explicit.json()).toMatchObject({ code: 'wording-of-another-edition' });
  });
});
