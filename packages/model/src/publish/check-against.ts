import type { Edition, SiteConfig } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';
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

/** How long before its publication an edition that asks again may claim to have been in force: a day, for time zones. */
const GRACE_MS = 86_400_000;

/**
 * Compares a config with the one that is published: what visitors were shown under a label stays what that label means.
 * Rows may change only with a new edition, past editions keep their place, their dates and their words, and none is
 * in force before anybody could read it. Terms may be (T1-3); their publisher is told.
 */
export function checkAgainst(published: SiteConfig, next: SiteConfig, now: Date): Finding[] {
  const known = published.documents ?? [];
  return [
    ...rewritten('editions', published.editions, next.editions),
    ...backdated(published.editions, next.editions, now),
    ...unlabelled(published, next),
    ...(next.documents ?? []).flatMap(({ id, editions }, at) => {
      const before = known.find((document) => document.id === id)?.editions ?? [];
      const path = `documents[${at}].editions`;
      return [...rewritten(path, before, editions), ...sudden(path, before, editions, now)];
    }),
    ...known
      .filter(({ id }) => !(next.documents ?? []).some((document) => document.id === id))
      .map(({ id }) =>
        error(
          'document-gone',
          'documents',
          id,
          'keep it: what was published stays readable. Its last edition may say that it ended',
        ),
      ),
  ];
}

function rewritten(path: string, before: readonly Edition[], after: readonly Edition[]): Finding[] {
  const kept = ({ label, date, effectiveAt, sections, removed }: Edition): string =>
    canonicalJson({ label, date, effectiveAt, sections, removed });
  return before.flatMap((edition, index) => {
    const now = after[index];
    return now && kept(now) === kept(edition)
      ? []
      : [
          error(
            'edition-rewritten',
            `${path}[${index}]`,
            now?.label,
            `edition ${edition.label} of ${edition.date}, in force from ${edition.effectiveAt}, was published here: leave its dates and sections, and add the new one after the last`,
          ),
        ];
  });
}

function backdated(before: readonly Edition[], after: readonly Edition[], now: Date): Finding[] {
  return after
    .slice(before.length)
    .flatMap(({ material, effectiveAt }, index) =>
      material && Date.parse(effectiveAt) < now.getTime() - GRACE_MS
        ? [
            error(
              'edition-backdated',
              `editions[${before.length + index}].effectiveAt`,
              effectiveAt,
              `not before ${now.toISOString().slice(0, 10)}: nobody could have read it then`,
            ),
          ]
        : [],
    );
}

function sudden(path: string, before: readonly Edition[], after: readonly Edition[], now: Date): Finding[] {
  return after.slice(before.length).flatMap(({ effectiveAt }, index) =>
    Date.parse(effectiveAt) <= now.getTime()
      ? [
          {
            ...error(
              'edition-in-force-at-once',
              `${path}[${before.length + index}].effectiveAt`,
              effectiveAt,
              'a later day lets people read it before: no change notice is shown for this one',
            ),
            severity: 'warning' as const,
          },
        ]
      : [],
  );
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
