import type { Edition, SiteConfig } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { changedStands } from './changed-stands.ts';
import { purposesAffected } from './edition-at.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';
import { startedEditions } from './started-editions.ts';
import { isLooser } from './strictest-first.ts';

const same = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null);

/**
 * What is asked, who answers for it, by whom data is used jointly and who the companies are: a published label stands for
 * these too. They change with a new edition; what then runs where nobody was asked changes with one that tells of it.
 */
export function checkPurposesAgainst(published: SiteConfig, next: SiteConfig, now: Date): Finding[] {
  const renamed = next.entities.flatMap(({ id, name }, at) => {
    const before = published.entities.find((entity) => entity.id === id);
    return before && !same(before.name, name)
      ? [
          historyFinding(
            'warning',
            'entity-renamed',
            `entities[${at}].name`,
            name,
            'only for another name of the same company: another company is another entity, in a new edition',
          ),
        ]
      : [];
  });
  const started = startedEditions(published, next, now);
  if (started.length > 0) return [...untold(published, next, started), ...renamed];
  const label = published.editions.at(-1)?.label;
  const fix = `add an edition after ${label} that is in force by now: visitors read something else under the label they have`;
  return [
    ...next.purposes.flatMap((purpose, at) => {
      const before = published.purposes.find(({ id }) => id === purpose.id);
      if (!before) return [historyFinding('error', 'purpose-added', `purposes[${at}]`, purpose.id, fix)];
      return changedStands(before, purpose).map((key) =>
        historyFinding('error', 'purpose-rewritten', `purposes[${at}].${key}`, purpose[key], fix),
      );
    }),
    ...published.purposes
      .filter(({ id }) => !next.purposes.some((purpose) => purpose.id === id))
      .map(({ id }) => historyFinding('error', 'purpose-gone', 'purposes', id, fix)),
    ...(['entity', 'responsible'] as const)
      .filter((key) => published[key] !== next[key])
      .map((key) => historyFinding('error', 'responsible-rewritten', key, next[key], fix)),
    ...(same(published.jointUse, next.jointUse)
      ? []
      : [historyFinding('error', 'joint-use-rewritten', 'jointUse', next.jointUse, fix)]),
    ...renamed,
  ];
}

/**
 * Purposes that run from now on where they waited or stopped. Who has decided already, or has seen the notice of an earlier
 * edition, hears of it only where a material edition says that it is about them.
 */
function untold(published: SiteConfig, next: SiteConfig, started: readonly Edition[]): Finding[] {
  const told = new Set(started.flatMap((edition) => purposesAffected(next, edition)));
  return next.purposes.flatMap(({ id, mode }, at) => {
    const before = published.purposes.find((purpose) => purpose.id === id);
    if (told.has(id) || !(before ? isLooser(mode, before.mode) : mode === 'opt-out' || mode === 'notify')) return [];
    return [
      historyFinding(
        'error',
        'purpose-untold',
        `purposes[${at}].mode`,
        mode,
        `${started.map((edition) => JSON.stringify(edition.label)).join(' or ')} material, with "purposes:${id}" in its affects: "${id}" ${
          before ? `was ${before.mode}` : 'is new'
        } and would run without a word to those who know the notice`,
      ),
    ];
  });
}
