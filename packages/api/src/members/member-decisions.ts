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

/**
 * What a member has decided, after a choice that was made while they were signed in. Per purpose the later one wins, a
 * denial where they are of the same moment.
 * @param own what is in force for the subject by its own records, after the choice; `at` in milliseconds
 * @param named the purposes that the choice named
 */
export function followChoice(
  runtime: RuntimeConfig,
  before: MemberDecisions,
  own: Decisions,
  named: readonly string[],
): MemberDecisions {
  const after: Record<string, MemberDecision> = { ...before };
  for (const { id, group } of runtime.purposes) {
    const decision = own.purposes[id];
    if (!group || !decision || !named.includes(id)) continue;
    const earlier = before[id];
    const isLater = !earlier || decision.at > earlier.at || (decision.at === earlier.at && !decision.granted);
    const edition = runtime.editions[decision.edition - 1] ?? '';
    if (isLater) after[id] = { granted: decision.granted, edition, at: decision.at };
  }
  return after;
}

/**
 * What is in force in a browser whose member is signed in: what the member decided, on any site, for the purposes that
 * travel, and what was decided in this browser. What was decided here without the member narrows, it never widens; and what
 * the operator has switched off for this member is off.
 * @param own what is in force for the subject by its own records; `at` in milliseconds
 */
export function inForce(runtime: RuntimeConfig, own: Decisions, member: AttachedMember | undefined): Decisions {
  if (!member) return own;
  const purposes: Record<string, Decision> = { ...own.purposes };
  for (const { id, group } of runtime.purposes) {
    const theirs = group ? member.decisions[id] : undefined;
    // A label that this site does not have is older than all that it has: then the visitor is asked.
    if (theirs) purposes[id] = { ...theirs, edition: runtime.editions.indexOf(theirs.edition) + 1 };
  }
  const both = narrow(runtime, { ...own, purposes }, own);
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
