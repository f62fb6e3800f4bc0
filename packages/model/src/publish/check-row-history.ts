import type { Service, SiteConfig } from '../schema/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { editionAt } from './edition-at.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';
import { type RowState, rowStates } from './row-states.ts';
import { startedEditions } from './started-editions.ts';

/** The editions around a publication, as the rows name them. */
interface Labels {
  /** Those of the published config. */
  readonly published: readonly string[];
  /** The one under which visitors read the register until now. */
  readonly current: string;
  /** Those that are new and in force. */
  readonly started: readonly string[];
  /** The newest of the editions that this publication adds, in force or announced. */
  readonly newest: string | undefined;
  /** Whether an edition is none after the current one. */
  isReached(label: string): boolean;
}

/** What rows say of their own history stays true: when they came, changed and ended, and that they were there. */
export function checkRowHistory(published: SiteConfig, next: SiteConfig, now: Date): Finding[] {
  const known = new Map(published.services.map((row) => [row.id, row]));
  const left = new Set(next.services.map(({ id }) => id));
  const states = rowStates(published, now);
  const order = next.editions.map(({ label }) => label);
  const { label: current } = editionAt(published, now);
  const labels: Labels = {
    published: published.editions.map(({ label }) => label),
    current,
    started: startedEditions(published, next, now).map(({ label }) => label),
    newest: next.editions.slice(published.editions.length).at(-1)?.label,
    isReached: (label) => order.indexOf(label) <= order.indexOf(current),
  };
  return [
    ...next.services.flatMap((row, at) => {
      const path = `services[${at}]`;
      const before = known.get(row.id);
      if (!before) return added(labels, row, path);
      return kept[states.get(row.id) ?? 'shown'](labels, before, row, path);
    }),
    ...published.services
      .filter(({ id }) => !left.has(id))
      .flatMap((row) => gone(current, states.get(row.id) ?? 'shown', row)),
  ];
}

type Kept = (labels: Labels, before: Service, after: Service, path: string) => Finding[];

const kept: Readonly<Record<RowState, Kept>> = {
  coming(labels, before, after, path) {
    if (canonicalJson(before) === canonicalJson(after)) return [];
    const moved = after.firstEdition === before.firstEdition ? [] : added(labels, after, path);
    return moved.length > 0 ? moved : [corrected(path, before)];
  },
  shown(labels, before, after, path) {
    const { changedEdition: changed, lastEdition: last } = after;
    const shownUnder = `${labels.current}, under which the row was shown`;
    const isKnown = changed === before.changedEdition || labels.started.includes(changed ?? '');
    const isSaidLate = before.changedEdition === undefined && labels.isReached(changed ?? '');
    return [
      ...since(labels, before, after, path),
      ...(isKnown || isSaidLate
        ? []
        : [rewritten(`${path}.changedEdition`, changed, asPublished(before.changedEdition))]),
      // An edition that is reached and not the current one is before it.
      ...(last === undefined || last === labels.current || !labels.isReached(last)
        ? []
        : [rewritten(`${path}.lastEdition`, last, `not before ${shownUnder}`)]),
    ];
  },
  ended(labels, before, after, path) {
    const keys = (['name', 'changedEdition', 'lastEdition'] as const).filter(
      (key) => canonicalJson(after[key] ?? null) !== canonicalJson(before[key] ?? null),
    );
    const fix = (key: 'name' | 'changedEdition' | 'lastEdition'): string =>
      `${asPublished(before[key])}. A tag that is used again is a row with another id`;
    return [
      ...since(labels, before, after, path),
      ...keys.map((key) => rewritten(`${path}.${key}`, after[key], fix(key))),
    ];
  },
};

function since(labels: Labels, before: Service, after: Service, path: string): Finding[] {
  const { firstEdition: first } = after;
  if (first === before.firstEdition) return [];
  // A row that never said since when it is there may say so later.
  if (before.firstEdition === undefined && labels.isReached(first ?? '')) return [];
  return [rewritten(`${path}.firstEdition`, first, asPublished(before.firstEdition))];
}

function added({ published, newest }: Labels, { id, firstEdition, lastEdition }: Service, path: string): Finding[] {
  if (firstEdition === undefined && newest !== undefined)
    return [
      historyFinding(
        'warning',
        'row-undated',
        `${path}.firstEdition`,
        firstEdition,
        `${JSON.stringify(newest)}, or the edition that the row "${id}" comes with: without one the dated history never says that it came`,
      ),
    ];
  return Object.entries({ firstEdition, lastEdition }).flatMap(([key, label]) =>
    label !== undefined && published.includes(label)
      ? [
          rewritten(
            `${path}.${key}`,
            label,
            `the label of an edition that this publication adds: edition ${label} was published without the row "${id}"`,
          ),
        ]
      : [],
  );
}

function gone(current: string, state: RowState, row: Service): Finding[] {
  const { id, firstEdition, changedEdition, lastEdition = current } = row;
  if (state === 'coming') return [corrected('services', row)];
  // The history names a row by these labels only: one without them leaves no gap in it.
  if (state === 'shown' && firstEdition === undefined && changedEdition === undefined) return [];
  const fix = `keep the row "${id}" with lastEdition ${JSON.stringify(lastEdition)}: the history of the register names it`;
  return [historyFinding('error', 'row-gone', 'services', id, fix)];
}

const asPublished = (value: unknown): string =>
  value === undefined
    ? 'left out, as published, or an edition that was in force by then'
    : `${JSON.stringify(value)}, as published: the history of the register tells it`;

const rewritten = (path: string, received: unknown, fix: string): Finding =>
  historyFinding('error', 'row-history-rewritten', path, received, fix);

const corrected = (path: string, { id, firstEdition }: Service): Finding =>
  historyFinding(
    'warning',
    'announced-row-corrected',
    path,
    id,
    `it was published as part of edition ${firstEdition}, which is announced: say so where people were told of it`,
  );
