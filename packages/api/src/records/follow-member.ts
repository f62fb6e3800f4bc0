import type { Decisions } from '@noren/model';
import type { Attachment, SignIns } from '../members/attachment.ts';
import { linkEnd } from '../members/link-end.ts';
import { followChoice, inForce, type MemberDecisions, refuses } from '../members/member-decisions.ts';
import type { Submission } from './record-store.ts';

/** What a record means beyond its own subject. */
export interface Followed {
  /** What is in force for the subject now, the member's own decisions with it. */
  readonly decisions: Decisions;
  /** Whose decisions the record has changed, and to what. */
  readonly changed?: { readonly member: string; readonly decisions: MemberDecisions };
  /** Until when the subject may be linked; undefined where it may not: then a link that it has ends now. */
  readonly linkEnd: number | undefined;
  /** Member to whom no link is allowed any more, on any site. */
  readonly unlinkMember?: string;
}

/**
 * What follows from a record for the member whose it is, and for links. A yes counts for the member only while they are
 * signed in, a no also where it arrives later.
 * @param own what the subject's records amount to without a member, after it
 * @param signIns the member who is signed in now with what the records amount to for them, after it
 * @param isNew whether this very record has been added; a repeated one changes nothing
 */
export function followMember(
  submission: Pick<Submission, 'runtime' | 'linking' | 'draft' | 'effectiveAt' | 'receivedAt'>,
  own: Decisions,
  { made, current }: SignIns,
  isNew: boolean,
): Followed {
  const { runtime, linking, draft, effectiveAt, receivedAt } = submission;
  const isSame = made !== undefined && made.member === current?.member;
  const after =
    made && isNew
      ? followChoice(runtime, made.decisions, {
          chosen: draft.chosen.purposes,
          edition: draft.edition,
          at: effectiveAt,
          here: isSame ? current.here : undefined,
        })
      : undefined;
  const attached: Attachment | undefined = current && (isSame && after ? { ...current, decisions: after } : current);
  return {
    decisions: inForce(runtime, attached?.here ?? own, attached),
    ...(made && after ? { changed: { member: made.member, decisions: after } } : {}),
    linkEnd: linkEnd({ runtime, linking }, own, attached, receivedAt),
    ...(made && after && refuses(after, linking) ? { unlinkMember: made.member } : {}),
  };
}
