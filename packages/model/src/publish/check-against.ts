import type { Edition, SiteConfig } from '../schema/index.ts';
import { checkDeemableAgainst } from './check-deemable.ts';
import { checkDocumentsAgainst } from './check-documents-against.ts';
import { checkEditionsAgainst } from './check-editions-against.ts';
import { checkMailAgainst } from './check-mail-against.ts';
import { checkPurposesAgainst } from './check-purposes-against.ts';
import { checkRowHistory } from './check-row-history.ts';
import { checkRowsAgainst } from './check-rows-against.ts';
import { checkUntoldRows } from './check-untold-rows.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';

/** How long before its publication an edition that asks again may claim to have been in force: a day, for time zones. */
const GRACE_MS = 86_400_000;

/**
 * Compares a config with the one that is published: what visitors were shown under a label stays what that label means.
 * What is shown may change only with a new edition that is in force, past editions keep their place and all that they
 * say, and none that asks again is in force before anybody could read it.
 * @param strict refuses what is asked of somebody who has answered already and would not hear of it
 */
export function checkAgainst(
  published: SiteConfig,
  next: SiteConfig,
  now: Date,
  { strict = false }: { strict?: boolean | undefined } = {},
): Finding[] {
  return [
    ...checkEditionsAgainst('editions', published.editions, next.editions, now),
    ...backdated(published.editions, next.editions, now),
    ...checkRowsAgainst(published, next, now),
    ...checkRowHistory(published, next, now),
    ...checkUntoldRows(published, next, now, strict),
    ...checkPurposesAgainst(published, next, now),
    ...checkDocumentsAgainst(published, next, now),
    ...checkDeemableAgainst(published, next, now),
    ...checkMailAgainst(published, next),
  ];
}

function backdated(before: readonly Edition[], after: readonly Edition[], now: Date): Finding[] {
  return after
    .slice(before.length)
    .flatMap(({ material, effectiveAt }, index) =>
      material && Date.parse(effectiveAt) < now.getTime() - GRACE_MS
        ? [
            historyFinding(
              'error',
              'edition-backdated',
              `editions[${before.length + index}].effectiveAt`,
              effectiveAt,
              `not before ${now.toISOString().slice(0, 10)}: nobody could have read it then`,
            ),
          ]
        : [],
    );
}
