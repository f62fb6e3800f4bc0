import type { Purpose, SiteConfig } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';
import { startedEditions } from './started-editions.ts';

const READ = ['title', 'description', 'refused', 'mode'] as const satisfies (keyof Purpose)[];

const same = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null);

/** What is asked, by whom data is used jointly and who the companies are: words that a published label stands for too. */
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
  if (startedEditions(published, next, now).length > 0) return renamed;
  const label = published.editions.at(-1)?.label;
  const fix = `add an edition after ${label} that is in force by now: visitors read something else under the label they have`;
  return [
    ...next.purposes.flatMap((purpose, at) => {
      const before = published.purposes.find(({ id }) => id === purpose.id);
      return READ.filter((key) => before && !same(before[key], purpose[key])).map((key) =>
        historyFinding('error', 'purpose-rewritten', `purposes[${at}].${key}`, purpose[key], fix),
      );
    }),
    ...(same(published.jointUse, next.jointUse)
      ? []
      : [historyFinding('error', 'joint-use-rewritten', 'jointUse', next.jointUse, fix)]),
    ...renamed,
  ];
}
