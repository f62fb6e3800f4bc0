import type { Document, Edition, SiteConfig } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { checkEditionsAgainst } from './check-editions-against.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';

const FIXED = ['kind', 'overrides'] as const satisfies (keyof Document)[];
const TOLD = ['title', 'withdrawUrl', 'emergency'] as const satisfies (keyof Document)[];

/** A document stays what it was, with the editions that it had. Terms may change at once (T1-3); their publisher is told. */
export function checkDocumentsAgainst(published: SiteConfig, next: SiteConfig, now: Date): Finding[] {
  const { documents: known = [] } = published;
  const { documents = [] } = next;
  return [
    ...documents.flatMap((document, at) => {
      const before = known.find(({ id }) => id === document.id);
      const path = `documents[${at}]`;
      return [
        ...(before ? identity(path, before, document) : []),
        ...checkEditionsAgainst(`${path}.editions`, before?.editions ?? [], document.editions, now),
        ...sudden(path, before?.editions ?? [], document, now),
      ];
    }),
    ...known
      .filter(({ id }) => !documents.some((document) => document.id === id))
      .map(({ id }) =>
        historyFinding(
          'error',
          'document-gone',
          'documents',
          id,
          'keep it: what was published stays readable. Its last edition may say that it ended',
        ),
      ),
  ];
}

function identity(path: string, before: Document, after: Document): Finding[] {
  const differs = (key: keyof Document): boolean =>
    canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null);
  return [
    ...FIXED.filter(differs).map((key) =>
      historyFinding(
        'error',
        'document-rewritten',
        `${path}.${key}`,
        after[key],
        `${JSON.stringify(before[key])}, as published: another kind of document has an id of its own`,
      ),
    ),
    ...TOLD.filter(differs).map((key) =>
      historyFinding(
        'warning',
        'document-changed',
        `${path}.${key}`,
        after[key],
        `it was ${JSON.stringify(before[key])} and is another one on the pages of its past editions too`,
      ),
    ),
  ];
}

/** A suspension may come without warning, and anything about the service in an emergency (R2.3). */
function sudden(
  path: string,
  before: readonly Edition[],
  { kind, emergency, editions }: Document,
  now: Date,
): Finding[] {
  if (kind === 'suspension' || emergency) return [];
  const service = kind === 'service-change' || kind === 'service-end';
  return editions
    .slice(before.length)
    .flatMap(({ effectiveAt }, index) =>
      new Date(effectiveAt) <= now
        ? [
            historyFinding(
              'warning',
              'edition-in-force-at-once',
              `${path}.editions[${before.length + index}].effectiveAt`,
              effectiveAt,
              `a later day lets people read it before: no change notice is shown for this one${
                service ? '. Where it was an emergency, say so: "emergency": true' : ''
              }`,
            ),
          ]
        : [],
    );
}
