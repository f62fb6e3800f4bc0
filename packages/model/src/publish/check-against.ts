import type { Edition, SiteConfig } from '../schema/index.ts';
import type { Finding } from './finding.ts';
import { registerChanges } from './register-changes.ts';

const SOURCE = 'dated history of the register: a published edition never changes';

const error = (code: string, path: string, received: unknown, fix: string): Finding => ({
  severity: 'error',
  code,
  path,
  received,
  fix,
  source: SOURCE,
});

/**
 * Compares a config with the one that is published: what visitors were shown under a label stays what that label means.
 * Rows may change only with a new edition, and past editions keep their place and their dates.
 */
export function checkAgainst(published: SiteConfig, next: SiteConfig): Finding[] {
  return [...rewritten(published.editions, next.editions), ...unlabelled(published, next)];
}

function rewritten(before: readonly Edition[], after: readonly Edition[]): Finding[] {
  return before.flatMap((edition, index) => {
    const now = after[index];
    const same = now?.label === edition.label && now.date === edition.date && now.effectiveAt === edition.effectiveAt;
    return same
      ? []
      : [
          error(
            'edition-rewritten',
            `editions[${index}]`,
            now?.label,
            `edition ${edition.label} of ${edition.date}, in force from ${edition.effectiveAt}, was published here: add the new one after the last`,
          ),
        ];
  });
}

function unlabelled(published: SiteConfig, next: SiteConfig): Finding[] {
  if (next.editions.length > published.editions.length) return [];
  const { added, changed, removed } = registerChanges(published.services, next.services);
  const told = Object.entries({ added, changed, removed })
    .filter(([, ids]) => ids.length > 0)
    .map(([what, ids]) => `${what} ${ids.join(', ')}`);
  const label = published.editions.at(-1)?.label;
  return told.length === 0
    ? []
    : [
        error(
          'changed-without-edition',
          'services',
          told.join('; '),
          `add an edition after ${label}, clerical or material: under that label the register was another one`,
        ),
      ];
}
