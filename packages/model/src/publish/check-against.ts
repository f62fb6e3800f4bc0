import type { SiteConfig } from '../schema/index.ts';
import { checkBackdated } from './check-backdated.ts';
import { checkDeemableAgainst } from './check-deemable.ts';
import { checkDocumentsAgainst } from './check-documents-against.ts';
import { checkEditionsAgainst } from './check-editions-against.ts';
import { checkMailAgainst } from './check-mail-against.ts';
import { checkPurposesAgainst } from './check-purposes-against.ts';
import { checkRowHistory } from './check-row-history.ts';
import { checkRowsAgainst } from './check-rows-against.ts';
import { checkUntoldRows } from './check-untold-rows.ts';
import type { Finding } from './finding.ts';

/**
 * Compares a config with the one that is published: what visitors were shown under a label stays what that label means.
 * What is shown may change only with a new edition that is in force, past editions keep their place and all that they
 * say, and none is in force before anybody could read it.
 * @param strict refuses what somebody who has answered would not hear of, and every edition that is published later than it says
 */
export function checkAgainst(
  published: SiteConfig,
  next: SiteConfig,
  now: Date,
  { strict = false }: { strict?: boolean | undefined } = {},
): Finding[] {
  return [
    ...checkEditionsAgainst('editions', published.editions, next.editions, now),
    ...checkBackdated(published, next, now, strict),
    ...checkRowsAgainst(published, next, now),
    ...checkRowHistory(published, next, now),
    ...checkUntoldRows(published, next, now, strict),
    ...checkPurposesAgainst(published, next, now),
    ...checkDocumentsAgainst(published, next, now),
    ...checkDeemableAgainst(published, next, now),
    ...checkMailAgainst(published, next),
  ];
}
