import type { Decisions } from '@noren/model';
import {
  type AttachedMember,
  followChoice,
  inForce,
  type MemberDecisions,
  refuses,
} from '../members/member-decisions.ts';
import type { Submission } from './record-store.ts';

/** What a record means beyond its own subject. */
export interface Followed {
  /** What is in force for the subject now, the member's own decisions with it. */
  readonly decisions: Decisions;
  /** Of the attached member, where the record changed it. */
  readonly member?: MemberDecisions;
  /** The subject's link, if it has one, is not allowed any more. */
  readonly unlinkSubject: boolean;
  /** No link to the member is allowed any more, on any site. */
  readonly unlinkMember: boolean;
}

/**
 * What follows from a subject's newest decisions for the member who is signed in there, and for links.
 * @param own what its own records amount to
 * @param isNew whether this very record has been added; a repeated one changes nothing
 */
export function followMember(
  { runtime, linking, draft }: Pick<Submission, 'runtime' | 'linking' | 'draft'>,
  own: Decisions,
  attached: AttachedMember | undefined,
  isNew: boolean,
): Followed {
  const named = isNew ? Object.keys(draft.chosen.purposes) : [];
  const after = attached && followChoice(runtime, attached.decisions, own, named);
  const decisions = inForce(runtime, own, attached && { ...attached, decisions: after ?? {} });
  return {
    decisions,
    ...(after && named.length > 0 ? { member: after } : {}),
    unlinkSubject: !allowsLink(decisions, linking),
    unlinkMember: after !== undefined && refuses(after, linking),
  };
}

/** Whether somebody has said yes to everything that a link needs. */
export function allowsLink({ purposes }: Decisions, linking: readonly string[]): boolean {
  return linking.length > 0 && linking.every((id) => purposes[id]?.granted);
}
