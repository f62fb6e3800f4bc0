import { type Decision, type Decisions, denyWithoutRequired, narrow } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';

/** What a member decided about one purpose that travels. Editions of different sites are told apart by their label. */
export interface MemberDecision {
  readonly granted: boolean;
  /** Label of the edition that was shown. */
  readonly edition: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Purpose → what a member decided about it, on whichever site. */
export type MemberDecisions = Readonly<Record<string, MemberDecision>>;

/** A member as far as the choice of a browser hangs on them. */
export interface AttachedMember {
  readonly member: string;
  readonly decisions: MemberDecisions;
  /** Purposes that the operator has switched off for this member on this site (R1.3). */
  readonly overrides: readonly string[];
}

/** A choice that was made while a member was signed in. */
export interface MemberChoice {
  /** Purpose → what was chosen. */
  readonly chosen: Readonly<Record<string, boolean>>;
  /** Label of the edition that was shown. */
  readonly edition: string;
  /** When it took effect, milliseconds since 1970. */
  readonly at: number;
  /**
   * What the browser's records amount to for this member after it, `at` in milliseconds: says which yes holds, with what it
   * requires. Undefined where the member is not signed in any more: then only what was refused counts.
   */
  readonly here: Decisions | undefined;
}

/**
 * What a member has decided, after a choice that was made while they were signed in. Per purpose the later one wins, a
 * denial where they are of the same moment. Without a purpose that it requires a yes is none, and does not come back with it.
 */
export function followChoice(
  { purposes }: Pick<RuntimeConfig, 'purposes'>,
  before: MemberDecisions,
  { chosen, edition, at, here }: MemberChoice,
): MemberDecisions {
  const after: Record<string, MemberDecision> = { ...before };
  for (const { id, group } of purposes) {
    const wanted = chosen[id];
    const holds = here?.purposes[id];
    if (!group || wanted === undefined || (wanted && holds?.at !== at)) continue;
    const granted = wanted && holds?.granted === true;
    const earlier = before[id];
    if (!earlier || at > earlier.at || (at === earlier.at && !granted)) after[id] = { granted, edition, at };
  }
  // Publishing lists a purpose after those that it requires.
  for (const { id, requires = [] } of purposes) {
    for (const need of requires) {
      const [own, other] = [after[id], after[need]];
      if (own?.granted && other?.granted === false)
        after[id] = { ...own, granted: false, at: Math.max(own.at, other.at) };
    }
  }
  return after;
}

/**
 * What is in force in a browser whose member is signed in: what the member decided, on any site, for the purposes that
 * travel, and what was decided in this browser. What was decided here without the member narrows, it never widens; and what
 * the operator has switched off for this member is off.
 * @param here what the browser's records amount to for this member; `at` in milliseconds
 */
export function inForce(runtime: RuntimeConfig, here: Decisions, member: AttachedMember | undefined): Decisions {
  if (!member) return here;
  const purposes: Record<string, Decision> = { ...here.purposes };
  for (const { id, group } of runtime.purposes) {
    const theirs = group ? member.decisions[id] : undefined;
    // A label that this site does not have is older than all that it has: then the visitor is asked.
    if (theirs) purposes[id] = { ...theirs, edition: runtime.editions.indexOf(theirs.edition) + 1 };
  }
  const both = narrow(runtime, { ...here, purposes }, here);
  const left: Record<string, Decision> = { ...both.purposes };
  for (const { id } of runtime.purposes) {
    if (!member.overrides.includes(id)) continue;
    left[id] = { edition: runtime.edition, at: 0, ...left[id], granted: false };
  }
  denyWithoutRequired(runtime, left);
  return { ...both, purposes: left };
}

/** Whether a member has said no to one of these purposes. */
export function refuses(decisions: MemberDecisions, purposes: readonly string[]): boolean {
  return purposes.some((id) => decisions[id]?.granted === false);
}
