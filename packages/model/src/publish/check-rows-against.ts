import type { SiteConfig } from '../schema/index.ts';
import { rowsInForce } from './edition-at.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';
import { registerChanges } from './register-changes.ts';
import { rowStates } from './row-states.ts';
import { startedEditions } from './started-editions.ts';

/** Rows that are shown come, change and go only with an edition that is new and in force, and those that change say so. */
export function checkRowsAgainst(published: SiteConfig, next: SiteConfig, now: Date): Finding[] {
  const states = rowStates(published, now);
  const ended = (config: SiteConfig) => config.services.filter(({ id }) => states.get(id) === 'ended');
  const shown = registerChanges(rowsInForce(published, now), rowsInForce(next, now));
  const past = registerChanges(ended(published), ended(next)).changed;
  const started = startedEditions(published, next, now).map(({ label }) => label);
  if (started.length === 0) {
    const told = Object.entries({ ...shown, changed: [...new Set([...shown.changed, ...past])] })
      .filter(([, ids]) => ids.length > 0)
      .map(([what, ids]) => `${what} ${ids.join(', ')}`);
    const label = published.editions.at(-1)?.label;
    return told.length === 0
      ? []
      : [
          historyFinding(
            'error',
            'changed-without-edition',
            'services',
            told.join('; '),
            `add an edition after ${label}, clerical or material, that is in force by now: under the label that visitors have the register was another one`,
          ),
        ];
  }
  return next.services.flatMap(({ id, changedEdition }, at) =>
    shown.changed.includes(id) && !started.includes(changedEdition ?? '')
      ? [
          historyFinding(
            'error',
            'changed-edition-missing',
            `services[${at}].changedEdition`,
            changedEdition,
            `${started.map((label) => JSON.stringify(label)).join(' or ')}: the row "${id}" is not as it was published, and the history tells when it changed`,
          ),
        ]
      : [],
  );
}
