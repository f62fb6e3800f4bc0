import type { Edition } from '../schema/index.ts';
import type { Finding } from './finding.ts';

/** Editions that say that they were published before the one that they follow. A warning: what is published cannot be mended. */
export function checkDatesInOrder(path: string, editions: readonly Edition[]): Finding[] {
  return editions.flatMap(({ date, effectiveAt }, index): Finding[] => {
    const before = editions[index - 1];
    // Where they are not in order at all, another rule says so.
    if (!before || date >= before.date || Date.parse(effectiveAt) < Date.parse(before.effectiveAt)) return [];
    return [
      {
        severity: 'warning',
        code: 'edition-dated-early',
        path: `${path}[${index}].date`,
        received: date,
        fix: `the day of publication, not before ${before.date}: the edition before it was published then`,
        source: 'dated history of the register and the documents',
      },
    ];
  });
}
