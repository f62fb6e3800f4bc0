import { pathText } from '@noren/model/publish';
import { type RecordRequest, recordRequest } from '@noren/model/schema';
import { parseBody } from '../http/parse-body.ts';
import { Problem, type ProblemEntry } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';
import type { SiteStore } from '../sites/site-store.ts';

/** The shape of a record as a browser sends it. @throws {Problem} `invalid-record` */
export function parseRecord(body: unknown): RecordRequest {
  const record = parseBody(recordRequest, body, 'invalid-record');
  // An id is the same however its letters are written; PostgreSQL would lower them, SQLite would not.
  const id = record.id.toLowerCase();
  return id === record.id ? record : { ...record, id };
}

/**
 * Whether the site has, or had in the wording that was shown, everything that a record names. A page that was loaded
 * before a publication still sends what it showed, and that must not be lost.
 * @returns the record with the whole hash of its wording: a page carries only the beginning
 * @throws {Problem} `unknown-edition`, `unknown-purpose`, `wording-not-archived`
 */
export async function checkRecord(
  sites: SiteStore,
  { key, published }: Site,
  record: RecordRequest,
): Promise<RecordRequest> {
  const shown = await sites.shown(key, record.wording);
  if (!shown) {
    throw new Problem('wording-not-archived', [
      {
        code: 'wording-not-archived',
        path: 'wording',
        received: record.wording,
        fix: 'publish the config that the page uses to this API',
      },
    ]);
  }
  const { runtime } = published;
  if (!runtime.editions.includes(record.edition) && shown.edition !== record.edition) {
    const fix = `one of ${runtime.editions.join(', ')}`;
    throw new Problem('unknown-edition', [{ code: 'unknown-edition', path: 'edition', received: record.edition, fix }]);
  }
  const purposeIn = (id: string) => shown.purposes.has(id) || runtime.purposes.some((purpose) => purpose.id === id);
  const serviceIn = (id: string) => shown.services.has(id) || runtime.services.some((service) => service.id === id);
  const { offered, chosen } = record;
  const unknown: ProblemEntry[] = [
    ...offered.purposes.flatMap((id, index) =>
      purposeIn(id) ? [] : [unknownId('purpose', ['offered', 'purposes', index], id)],
    ),
    ...offered.services.flatMap((id, index) =>
      serviceIn(id) ? [] : [unknownId('service', ['offered', 'services', index], id)],
    ),
    ...Object.keys(chosen.purposes).flatMap((id) =>
      purposeIn(id) ? [] : [unknownId('purpose', ['chosen', 'purposes', id], id)],
    ),
    ...Object.keys(chosen.services).flatMap((id) =>
      serviceIn(id) ? [] : [unknownId('service', ['chosen', 'services', id], id)],
    ),
  ];
  if (unknown.length > 0) throw new Problem('unknown-purpose', unknown.slice(0, 20));
  return { ...record, wording: shown.hash };
}

function unknownId(kind: 'purpose' | 'service', path: readonly PropertyKey[], received: string): ProblemEntry {
  return { code: `unknown-${kind}`, path: pathText(path), received, fix: `a ${kind} of this site` };
}
