import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding, pathText } from './finding.ts';
import { toldTools } from './project-take-over.ts';

const SOURCE = 'docs/coming-from.md';
// They stand in the record of whoever comes with a decision, and the API takes no record above 8 kB.
const MOST_BYTES = 4000;

/**
 * What taking over from another tool needs of the config: purposes that exist, one of them at least that visitors decide, an
 * edition that is listed, and rows of the register that can be refused on their own.
 */
export function checkTakeOver({ takeOver, purposes, services, editions }: SiteConfig): Finding[] {
  if (!takeOver) return [];
  const ids = purposes.map(({ id }) => id);
  const labels = editions.map(({ label }) => label);
  const asked = purposes.filter(({ mode }) => mode.startsWith('opt-')).map(({ id }) => id);
  const told = toldTools(takeOver);
  const found = told.flatMap(({ tool, key, purposes: map, rows = {} }) => [
    ...Object.entries(map).flatMap(([theirs, ours]) =>
      ours
        .filter((id) => !ids.includes(id))
        .map((id) =>
          error(
            'unknown-purpose',
            pathText(['takeOver', tool, key, theirs]),
            id,
            `one of ${ids.join(', ')}, or leave "${theirs}" out`,
            SOURCE,
          ),
        ),
    ),
    ...Object.entries(rows).flatMap(([theirs, id]) => {
      const path = pathText(['takeOver', tool, 'services', theirs]);
      const row = services.find((service) => service.id === id);
      if (!row) {
        const known = services.map((service) => service.id).join(', ');
        return [error('unknown-service', path, id, known ? `one of ${known}` : 'add its row to services', SOURCE)];
      }
      if (row.choice) return [];
      const fix = `give the row "${id}" a switch of its own ("choice": true): visitors could refuse it there alone`;
      return [error('service-without-choice', path, id, fix, SOURCE)];
    }),
  ]);
  if (takeOver.edition !== undefined && !labels.includes(takeOver.edition))
    found.push(error('unknown-edition', 'takeOver.edition', takeOver.edition, `one of ${labels.join(', ')}`, SOURCE));
  for (const [index, tool] of (takeOver.markup ?? []).entries()) {
    if (!takeOver[tool])
      found.push(
        error(
          'markup-without-map',
          `takeOver.markup[${index}]`,
          tool,
          `name its categories in takeOver.${tool}, or leave it out`,
          SOURCE,
        ),
      );
  }
  const bytes = new TextEncoder().encode(told.flatMap(({ purposes: map }) => Object.keys(map)).join()).length;
  if (bytes > MOST_BYTES) {
    const fix = `name fewer: ${MOST_BYTES} bytes at most, since their names stand in records`;
    found.push(error('take-over-too-long', 'takeOver', bytes, fix, SOURCE));
  }
  const named = told.flatMap(({ purposes: map }) => Object.values(map).flat());
  if (!found.length && !named.some((id) => asked.includes(id)))
    found.push(
      error(
        'nothing-to-take-over',
        'takeOver',
        named,
        `name a purpose that visitors decide: ${asked.join(', ')}`,
        SOURCE,
      ),
    );
  return found;
}
