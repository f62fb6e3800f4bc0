import type { Edition, SiteConfig } from '../schema/index.ts';
import { changedStands } from './changed-stands.ts';
import { rowsInForce } from './edition-at.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';
import { otherAnswers } from './other-answers.ts';

/** How long before its publication an edition may claim to have been in force: a day, for time zones. */
const GRACE_MS = 86_400_000;

/**
 * New editions that say that they were published, or in force, before anybody could read them: the history would tell
 * visitors that they had been told. Refused where the edition asks again, or changes what a visitor answered about; else,
 * since a clerical one is easily some days late, a warning.
 * @param strict refuses those, too
 */
export function checkBackdated(published: SiteConfig, next: SiteConfig, now: Date, strict: boolean): Finding[] {
  const known = published.editions.length;
  return next.editions.slice(known).flatMap((edition, index) => {
    const path = `editions[${known + index}]`;
    const today = now.toISOString().slice(0, 10);
    const severe = strict || edition.material || bringsOtherAnswers(published, next, edition, now);
    const since = Date.parse(edition.effectiveAt);
    if (since < now.getTime() - GRACE_MS)
      return [
        historyFinding(
          severe ? 'error' : 'warning',
          'edition-backdated',
          `${path}.effectiveAt`,
          edition.effectiveAt,
          `not before ${today}: nobody could have read it then, and until now visitors have read what was published`,
        ),
      ];
    // A day lasts a day, and some hours more elsewhere.
    if (Date.parse(edition.date) < now.getTime() - 2 * GRACE_MS)
      return [
        historyFinding(
          strict ? 'error' : 'warning',
          'edition-backdated',
          `${path}.date`,
          edition.date,
          `the day of publication, ${today} or after: it is not published before this`,
        ),
      ];
    return [];
  });
}

/** Whether rows or purposes come with an edition, or say something else since it than visitors knew. */
function bringsOtherAnswers(published: SiteConfig, next: SiteConfig, { label }: Edition, now: Date): boolean {
  const before = new Map(rowsInForce(published, now).map((row) => [row.id, row]));
  const known = new Set(published.services.map(({ id }) => id));
  return (
    rowsInForce(next, now).some((row) => {
      const old = before.get(row.id);
      if (!old) return !known.has(row.id) && (row.firstEdition ?? label) === label;
      return (
        row.changedEdition === label &&
        (row.purpose !== old.purpose || row.mode !== old.mode || otherAnswers(old, row, next).length > 0)
      );
    }) ||
    next.purposes.some((purpose) => {
      const old = published.purposes.find(({ id }) => id === purpose.id);
      return !old || changedStands(old, purpose).length > 0;
    })
  );
}
