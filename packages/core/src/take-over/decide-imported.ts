import { applyChoice, choosable, DEFAULT_DAYS, type Decisions, UNDECIDED } from '@noren/model';
import type { Imported, OtherTool, RuntimeConfig, RuntimeTakeOver } from '@noren/model/schema';
import type { OtherDecision } from './other-decision.ts';

/** What was found of one tool. */
export type Found = readonly [tool: OtherTool, decision: OtherDecision];

/** What another tool's decisions amount to here. */
export interface ImportedDecisions {
  readonly decisions: Decisions;
  /** When it was decided, in seconds since 1970: of several decisions the oldest one's moment. */
  readonly at: number;
  readonly imported: readonly Imported[];
}

const DAY = 86_400;

/**
 * Never more than was said there. A purpose is granted if every category that feeds it was accepted, and refused if one of
 * them was refused; else it is asked. A yes that is too old, or that the tool wrote unasked, counts for nothing; a no stays one.
 * @param now seconds since 1970
 * @param record id of the record that proves it, where there is an API
 * @returns nothing where nothing was decided that this site asks about
 */
export function decideImported(
  config: RuntimeConfig,
  { tools, edition }: RuntimeTakeOver,
  found: readonly Found[],
  now: number,
  record?: string,
): ImportedDecisions | undefined {
  // A clock that was wrong then must not make a decision last longer; nor is one dated further back than a record can be.
  const momentOf = ({ at = now }: OtherDecision): number => Math.min(at, now);
  const longest = Math.min(config.validityDays ?? DEFAULT_DAYS, DEFAULT_DAYS) * DAY;
  const fed = found.map(([tool, decision]) => ({ tool, decision, isOld: now - momentOf(decision) >= longest }));
  const purposes: Record<string, boolean> = {};
  for (const id of choosable(config)) {
    const said = fed.flatMap(({ tool, decision, isOld }) =>
      Object.entries(tools[tool]?.purposes ?? {}).flatMap(([name, ours]) => {
        const yes = decision.said.get(name);
        return ours.includes(id) ? [yes && (isOld || tools[tool]?.refusalsOnly) ? undefined : yes] : [];
      }),
    );
    if (said.includes(false)) purposes[id] = false;
    else if (said.length && !said.includes(undefined)) purposes[id] = true;
  }
  const refused = found.flatMap(([tool, { refused = [] }]) => refused.map((name) => tools[tool]?.rows?.[name]));
  const services = Object.fromEntries(
    config.services.flatMap(({ id, purpose }) => (refused.includes(id) && purposes[purpose] ? [[id, false]] : [])),
  );
  const at = Math.min(...found.map(([, decision]) => momentOf(decision)));
  const applied = applyChoice(config, UNDECIDED, { purposes, services }, { now: at, edition, gpc: false, record });
  // A yes without what it requires was never refused: it is asked.
  const kept = Object.entries(applied.purposes).filter(([id, { granted }]) => granted === purposes[id]);
  if (!kept.length) return undefined;
  // Nobody has seen this site's own notice.
  const decisions = { ...applied, purposes: Object.fromEntries(kept), seen: 0 };
  return { decisions, at, imported: toldBy(tools, found) };
}

/** What each tool said, in its own words; of several cookies of one tool the strictest. */
function toldBy(tools: RuntimeTakeOver['tools'], found: readonly Found[]): Imported[] {
  return [...new Set(found.map(([tool]) => tool))].flatMap((tool) => {
    const of = (name: string): unknown[] => found.flatMap(([one, { said }]) => (one === tool ? [said.get(name)] : []));
    const names = Object.keys(tools[tool]?.purposes ?? {});
    const refused = names.filter((name) => of(name).includes(false));
    const accepted = names.filter((name) => of(name).every(Boolean));
    return accepted.length + refused.length ? [{ tool, accepted, refused }] : [];
  });
}
