import { pathText } from '@noren/model/publish';
import { type RecordRequest, recordRequest } from '@noren/model/schema';
import { parseBody } from '../http/parse-body.ts';
import { Problem, type ProblemEntry } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';
import type { Shown, SiteStore } from '../sites/site-store.ts';

/** The shape of a record as a browser sends it. @throws {Problem} `invalid-record` */
export function parseRecord(body: unknown): RecordRequest {
  const record = parseBody(recordRequest, body, 'invalid-record');
  refuseOtherBasis(record);
  // An id is the same however its letters are written; PostgreSQL would lower them, SQLite would not.
  const id = record.id.toLowerCase();
  return id === record.id ? record : { ...record, id };
}

/** A decision is imported if an import brought it, and only then does a record name where it was made. */
function refuseOtherBasis({ basis, control, imported }: RecordRequest): void {
  const isImported = control === 'import';
  if ((basis === 'imported') === isImported && (isImported || !imported)) return;
  const [path, received] = isImported || basis === 'imported' ? ['basis', basis] : ['imported', imported];
  const fix = isImported
    ? 'imported, since the control is import'
    : 'the control import, or neither it nor what was imported';
  throw new Problem('invalid-record', [{ code: 'basis-without-import', path: path as string, received, fix }]);
}

/**
 * Whether the site has, or had in the wording that was shown, everything that a record names. A page that was loaded
 * before a publication still sends what it showed, and that must not be lost. Nobody has chosen under an edition by the
 * words of another one.
 * @returns the record with the whole hash of its wording: a page carries only the beginning
 * @throws {Problem} `unknown-edition`, `wording-of-another-edition`, `unknown-purpose`, `wording-not-archived`
 */
export async function checkRecord(sites: SiteStore, site: Site, record: RecordRequest): Promise<RecordRequest> {
  const { key, published } = site;
  const named = await sites.shown(key, record.wording);
  if (!named) {
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
  if (!runtime.editions.includes(record.edition) && named.edition !== record.edition) {
    const fix = `one of ${runtime.editions.join(', ')}`;
    throw new Problem('unknown-edition', [{ code: 'unknown-edition', path: 'edition', received: record.edition, fix }]);
  }
  // What was decided in another tool was decided by no wording of this site: the one that is named was there when it came.
  const isFree = named.edition === record.edition || record.basis === 'imported';
  const shown = isFree ? named : await shownUnder(sites, site, record, named);
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

/**
 * The wording under whose edition the choice was made, where the one that is named is of another. Of a page that was
 * closed before its proof was written the cookie tells the edition alone, and the page that makes the record again may be
 * of a newer one: then it is what the site showed under that edition.
 */
async function shownUnder(
  sites: SiteStore,
  { key, published }: Site,
  { edition, language, control, wording }: RecordRequest,
  named: Shown,
): Promise<Shown> {
  const recovered = control === 'recovered' && Object.hasOwn(published.wordings, language);
  const former = recovered && (await sites.shownUnder(key, edition, language));
  if (former) return former;
  const fix = `the wording that was shown under edition ${edition}; this one is of edition ${named.edition}`;
  throw new Problem('wording-of-another-edition', [
    { code: 'wording-of-another-edition', path: 'wording', received: wording, fix },
  ]);
}

function unknownId(kind: 'purpose' | 'service', path: readonly PropertyKey[], received: string): ProblemEntry {
  return { code: `unknown-${kind}`, path: pathText(path), received, fix: `a ${kind} of this site` };
}
