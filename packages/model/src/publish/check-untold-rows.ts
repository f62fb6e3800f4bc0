import type { Edition, Mode, Service, SiteConfig } from '../schema/index.ts';
import { purposesAffected, rowsInForce } from './edition-at.ts';
import type { Finding } from './finding.ts';
import { historyFinding } from './history-finding.ts';
import { otherAnswers } from './other-answers.ts';
import { isLooser } from './strictest-first.ts';

/**
 * Who has answered is asked again only by a material edition that affects the purpose. Without one, a row that comes under
 * a purpose that asks, or that is not what it was any more, runs on a yes that was not about it; and one that needs less than before
 * runs where it was refused.
 * @param strict refuses rows that come or change untold, too
 */
export function checkUntoldRows(published: SiteConfig, next: SiteConfig, now: Date, strict: boolean): Finding[] {
  const known = published.editions.map(({ label }) => label);
  const fresh = next.editions.filter(({ label }) => !known.includes(label));
  const started = fresh.filter(({ effectiveAt }) => new Date(effectiveAt) <= now);
  const shown = new Set(rowsInForce(next, now));
  const announced = new Set(published.services.map(({ id }) => id));
  const before = rowsInForce(published, now);
  return next.services.flatMap((row, at) => {
    const path = `services[${at}]`;
    const by = shown.has(row) ? started : announced.has(row.id) ? [] : upTo(fresh, row.firstEdition);
    // Without an edition nothing of it may change, and another rule says so.
    if (by.length === 0) return [];
    const old = predecessor(before, row, next, now);
    const told = new Set(by.flatMap((edition) => purposesAffected(next, edition)));
    if (!old) return added(next, row, path, told, strict, 'it was not there when they answered');
    const looser = loosened(published, old, next, row, path, told);
    if (looser.length > 0) return looser;
    return old.purpose === row.purpose
      ? changed(next, old, row, path, told, strict)
      : added(next, row, `${path}.purpose`, told, strict, `it was under "${old.purpose}" when they answered`);
  });
}

/** The new editions that are in force once a row that comes with one of them is shown. */
function upTo(fresh: readonly Edition[], label: string | undefined): readonly Edition[] {
  return fresh.slice(0, fresh.findIndex((edition) => edition.label === label) + 1);
}

/** The row as it was shown, also where it has ended and the same tag is a row with another id. */
function predecessor(before: readonly Service[], row: Service, next: SiteConfig, now: Date): Service | undefined {
  const same = before.find(({ id }) => id === row.id);
  if (same || row.provider === undefined) return same;
  const left = new Set(rowsInForce(next, now).map(({ id }) => id));
  return before.find(
    ({ id, provider, collector }) => provider === row.provider && collector === row.collector && !left.has(id),
  );
}

function modeOf({ purposes }: SiteConfig, { mode, purpose }: Service): Mode | undefined {
  return mode ?? purposes.find(({ id }) => id === purpose)?.mode;
}

function loosened(
  published: SiteConfig,
  old: Service,
  next: SiteConfig,
  row: Service,
  path: string,
  told: ReadonlySet<string>,
): Finding[] {
  const [mode, before] = [modeOf(next, row), modeOf(published, old)];
  const moved = row.purpose !== old.purpose;
  // A purpose that is looser itself is found where it stands.
  if (!moved && row.mode === old.mode) return [];
  if (mode === undefined || before === undefined || !isLooser(mode, before)) return [];
  const about = [old.purpose, row.purpose].filter((id) => next.purposes.some((purpose) => purpose.id === id));
  // An edition asks nobody about a purpose that is always on.
  const asking = about.filter((id) => next.purposes.some((purpose) => purpose.id === id && purpose.mode !== 'always'));
  const enough = asking.length > 0 ? asking : about;
  if (enough.some((id) => told.has(id))) return [];
  return [
    historyFinding(
      'error',
      'row-untold',
      `${path}.${moved ? 'purpose' : 'mode'}`,
      moved ? row.purpose : row.mode,
      `a material edition with "purposes:${enough[0]}" in its affects: the row "${row.id}" was ${before} and would be ${mode}, without a word to those who refused it`,
    ),
  ];
}

const asks = (mode: Mode | undefined): boolean => mode === 'opt-in' || mode === 'opt-out';

function changed(
  next: SiteConfig,
  old: Service,
  row: Service,
  path: string,
  told: ReadonlySet<string>,
  strict: boolean,
): Finding[] {
  if (!asks(modeOf(next, row)) || told.has(row.purpose)) return [];
  return otherAnswers(old, row, next).map((answer) =>
    untold(strict, `${path}.${answer.path}`, answer.received, row, answer.why),
  );
}

function added(
  next: SiteConfig,
  row: Service,
  path: string,
  told: ReadonlySet<string>,
  strict: boolean,
  why: string,
): Finding[] {
  if (!asks(modeOf(next, row)) || told.has(row.purpose)) return [];
  return [untold(strict, path, path.endsWith('.purpose') ? row.purpose : row.id, row, why)];
}

function untold(strict: boolean, path: string, received: unknown, row: Service, why: string): Finding {
  return historyFinding(
    strict ? 'error' : 'warning',
    'row-untold',
    path,
    received,
    `a material edition with "providers:${row.purpose}" in its affects: without one, nobody who has answered is asked about the row "${row.id}", and ${why}`,
  );
}
