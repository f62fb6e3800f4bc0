import { type Ground, knownRow, needOfProvider } from './ground.ts';
import { tagKind } from './tag-kind.ts';
import type { TagReport } from './tag-report.ts';

/** A row as it goes into `services` of a config, with what is still to be said left open. */
export type DraftRow = Readonly<Record<string, unknown>> & { readonly id?: string; readonly provider?: string };

/** Refused by `noren check` wherever it stands. */
const OPEN = 'TBD';
const OPEN_PURPOSE = 'to-be-decided';
/** The container itself, in the catalogue. */
const CONTAINER = 'google-tag-manager';

/**
 * Drafts of the rows that a register lacks for a container and its tags. A provider of the catalogue is named and brings its own
 * words; of anybody else stands what the tag tells, and the rest is left open in a way that `noren check` refuses.
 */
export function registerRows(tags: readonly TagReport[], ground: Ground): DraftRow[] {
  const rows = new Map<string, DraftRow>();
  const told = new Set<string>();
  const isTold = (provider: string): boolean =>
    ground.rows.some((row) => row.provider === provider || row.id === provider);
  // Whoever loads a container sends something to Google, and whether the page asks before is not told by the container.
  if (!isTold(CONTAINER)) rows.set(CONTAINER, { provider: CONTAINER, purpose: OPEN_PURPOSE });
  for (const report of tags) {
    if (
      report.state === 'consent' ||
      (report.state === 'free' && !report.isUnknown && report.recognised.providers.length === 0)
    )
      continue;
    const { providers, rows: known, unknownHosts } = report.recognised;
    for (const provider of providers) {
      if (isTold(provider) || rows.has(provider) || !knownRow(provider)) continue;
      const purpose = purposeOf(report, provider, ground);
      rows.set(provider, { provider, purpose });
    }
    if (unknownHosts.length > 0 || (providers.length === 0 && known.length === 0)) {
      // Two tags that speak to the same hosts are one row.
      const hosts = JSON.stringify(unknownHosts);
      if (unknownHosts.length > 0 && told.has(hosts)) continue;
      told.add(hosts);
      const row = unknownRow(report, ground, rows);
      rows.set(row.id as string, row);
    }
  }
  return [...rows.values()];
}

/** What the tag waits for, where that is one thing; else what the provider is for on this site. */
function purposeOf({ needs }: TagReport, provider: string, ground: Ground): string {
  const [need, ...others] = needs;
  return (others.length === 0 && need ? need : needOfProvider(provider, ground))?.purpose.id ?? OPEN_PURPOSE;
}

function unknownRow(
  { tag, needs, isUnknown, recognised }: TagReport,
  ground: Ground,
  taken: ReadonlyMap<string, unknown>,
): DraftRow {
  const open = Object.fromEntries(ground.languages.map((language) => [language, OPEN]));
  const name =
    (tagKind(tag.type)?.provider === undefined && !['html', 'img'].includes(tag.type) && tagKind(tag.type)?.name) ||
    tag.name;
  const [need] = needs;
  const { unknownHosts } = recognised;
  return {
    id: idFrom(unknownHosts[0] ?? name, taken),
    purpose: isUnknown || !need ? OPEN_PURPOSE : need.purpose.id,
    name: Object.fromEntries(ground.languages.map((language) => [language, plain(name)])),
    recipient: open,
    country: null,
    information: [open],
    ownPurpose: open,
    recipientPurpose: null,
    ...(unknownHosts.length > 0 ? { hosts: unknownHosts } : {}),
  };
}

/** An identifier of a host or a name: small letters, digits and hyphens. */
function idFrom(text: string, taken: ReadonlyMap<string, unknown>): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 34)
    .replace(/-+$/, '');
  const base = letters || 'tag';
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
  return id;
}

/** A name without what no register may contain: controls, and what turns a line around. */
function plain(name: string): string {
  return [...name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ').trim()].slice(0, 80).join('') || 'tag';
}
