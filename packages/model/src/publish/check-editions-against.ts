import type { Edition } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';

// What an announcement says of itself may still be put right: it takes effect with the words that it has on its day.
const CORRECTABLE: readonly string[] = ['changes', 'documentNumber'];

/** Past editions keep their place and everything that they say. */
export function checkEditionsAgainst(
  path: string,
  before: readonly Edition[],
  after: readonly Edition[],
  now: Date,
): Finding[] {
  return before.flatMap((edition, index) => {
    const next = after[index];
    const keys = next ? differing(edition, next) : ['label'];
    if (keys.length === 0) return [];
    const at = `${path}[${index}]`;
    const what = `edition ${edition.label} of ${edition.date}, in force from ${edition.effectiveAt}, was published here`;
    return new Date(edition.effectiveAt) > now && keys.every((key) => CORRECTABLE.includes(key))
      ? [
          historyFinding(
            'warning',
            'edition-corrected',
            at,
            next?.label,
            `${what}: who has read its ${keys.join(' and ')} was told something else`,
          ),
        ]
      : [
          historyFinding(
            'error',
            'edition-rewritten',
            at,
            next?.label,
            `${what}: leave its ${keys.join(', ')} as published, and add the new one after the last`,
          ),
        ];
  });
}

function differing(before: Edition, after: Edition): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Edition)[];
  return keys.filter((key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null));
}
