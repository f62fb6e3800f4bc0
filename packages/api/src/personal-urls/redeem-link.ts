import { hash as digest } from 'node:crypto';
import type { Decisions } from '@noren/model';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Engine } from '../database/migrations.ts';
import { statement } from '../database/statement.ts';
import type { Tables } from '../database/tables.ts';
import { RunAgain } from '../database/transact.ts';
import { type AttachmentJoined, attachmentOf, memberCommitment } from '../members/attachment.ts';
import { lockMember } from '../members/group-member.ts';
import { grantsAt, linkEnd, termsHash } from '../members/link-end.ts';
import { inForce, refuses } from '../members/member-decisions.ts';
import type { LinkClaims } from './token.ts';

/** A link that a visitor has agreed to be recognised by. */
export interface Redemption {
  readonly site: string;
  readonly runtime: RuntimeConfig;
  /** The purposes that a link needs: to be recognised, and to be joined. */
  readonly linking: readonly string[];
  readonly claims: LinkClaims;
  /** Keyed hash of the subject secret. */
  readonly secretHash: string;
  /** Keyed hash of the operator's id of the member whose mail it was. */
  readonly memberHash: string;
  /** The record that is said to prove the yes. */
  readonly record: string;
  /** The visitor has confirmed another member than before. */
  readonly replace: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Why a link is not redeemed. */
export type RedeemRefusal =
  | 'identification-not-granted'
  | 'campaign-ended'
  | 'link-expired'
  | 'link-used'
  | 'linked-to-another'
  | 'mail-of-another-member';

/** What became of a link. */
export interface Redeemed {
  /** `counted`: the campaign knows of one more reader, and nothing is joined. */
  readonly outcome: 'counted' | 'linked';
  /** False where this browser has redeemed it before, to the same effect. */
  readonly isNew: boolean;
  /** The mail was sent to the member who is signed in here. */
  readonly isOwn: boolean;
  /** This browser was counted before and is linked now. */
  readonly isUpgrade?: boolean;
}

interface ReaderRow {
  readonly subjectSalt: string;
  readonly own: string;
  readonly body: string;
}
const lockSubject = statement<{ subject: string }, [site: string, secretHash: string]>(
  `SELECT subjects.subject
  FROM subjects
  JOIN subject_states ON subject_states.site = subjects.site AND subject_states.subject = subjects.subject
  WHERE subjects.site = $1 AND subjects.secret_hash = $2`,
  { lock: 'subject_states' },
);
const findReader = statement<
  ReaderRow & (AttachmentJoined | { member: null }),
  [site: string, subject: string, record: string, at: number]
>(
  `SELECT subjects.salt AS "subjectSalt", subject_states.decisions AS own, records.body, group_members.member,
    group_members.salt, group_members.reference_hash, group_members.decisions, attached_at, ends_at,
    attachments.decisions AS here
  FROM subjects
  JOIN subject_states ON subject_states.site = subjects.site AND subject_states.subject = subjects.subject
  JOIN records ON records.site = subjects.site AND records.subject = subjects.subject AND records.id = $3
  LEFT JOIN attachments ON attachments.site = subjects.site AND attachments.subject = subjects.subject
    AND attachments.ends_at > $4
  LEFT JOIN group_members ON group_members.member = attachments.member
  WHERE subjects.site = $1 AND subjects.subject = $2`,
);
interface SeenRow {
  readonly revokedAt: number | null;
  readonly usedBy: string | null;
  readonly wasLinked: number | null;
  readonly departedAt: number | null;
}
const findToken = statement<SeenRow, [site: string, campaign: string, nonceHash: string, memberHash: string]>(`
  SELECT revoked_at AS "revokedAt", link_tokens.subject AS "usedBy", link_tokens.linked AS "wasLinked",
    departed_at AS "departedAt"
  FROM link_campaigns
  LEFT JOIN link_tokens ON link_tokens.site = link_campaigns.site AND link_tokens.nonce_hash = $3
  LEFT JOIN departed_members ON reference_hash = $4
  WHERE link_campaigns.site = $1 AND campaign = $2`);
// Another process may have given the token to another browser since it was looked up: then no row comes back.
const keepToken = statement<
  { subject: string },
  [site: string, nonceHash: string, subject: string, linked: number, expiresAt: number]
>(`
  INSERT INTO link_tokens (site, nonce_hash, subject, linked, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (site, nonce_hash) DO UPDATE SET linked = excluded.linked WHERE link_tokens.subject = excluded.subject
  RETURNING subject`);
const findDeparted = statement<{ departedAt: number }, [memberHash: string]>(
  'SELECT departed_at AS "departedAt" FROM departed_members WHERE reference_hash = $1',
);
const findLink = statement<{ member: string }, [site: string, subject: string, at: number]>(
  'SELECT member FROM links WHERE site = $1 AND subject = $2 AND ends_at > $3',
);
const setLink = statement<
  never,
  [
    site: string,
    subject: string,
    member: string,
    at: number,
    record: string,
    campaign: string,
    endsAt: number,
    terms: string,
  ]
>(`
  INSERT INTO links (site, subject, member, linked_at, record, campaign, ends_at, terms)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (site, subject) DO UPDATE SET member = excluded.member, linked_at = excluded.linked_at,
    record = excluded.record, campaign = excluded.campaign, ends_at = excluded.ends_at, terms = excluded.terms`);

/**
 * Redeems a link inside a transaction that has not seen this subject yet. It looks at what is in force at this moment, with the
 * subject's row locked: a withdrawal comes either before it, and then nothing is joined, or after it, and then undoes it.
 */
export async function redeemLink(
  transaction: Transaction<Tables>,
  engine: Engine,
  redemption: Redemption,
): Promise<Redeemed | RedeemRefusal> {
  const { site, linking, claims, memberHash, record, replace, at } = redemption;
  const reader = await lockReader(transaction, engine, redemption);
  if (!reader?.isRecognised) return 'identification-not-granted';
  const { subject, signedInAs } = reader;
  if (signedInAs !== null && signedInAs !== memberHash) return 'mail-of-another-member';
  const isOwn = signedInAs !== null;

  const nonceHash = digest('sha256', claims.nonce, 'base64url');
  const [seen] = await findToken(transaction, engine, site, claims.campaign, nonceHash, memberHash);
  // Nobody is told that somebody has left.
  const hasLeft = (departedAt: number | null | undefined) => (departedAt ?? -1) >= claims.issuedAt * 1000;
  if (hasLeft(seen?.departedAt)) return 'link-expired';
  if (!seen || seen.revokedAt !== null) return 'campaign-ended';
  if (seen.usedBy !== null && seen.usedBy !== subject) return 'link-used';

  const { endsAt } = reader;
  const member = endsAt === undefined ? undefined : await lockMember(transaction, engine, memberHash, site);
  const [departed] = member ? await findDeparted(transaction, engine, memberHash) : [];
  // They have left since the token was looked up: nobody is to be made of them again.
  if (hasLeft(departed?.departedAt)) throw new RunAgain('the member has left');
  // What the member has refused elsewhere stands.
  const isAllowed =
    endsAt !== undefined &&
    member !== undefined &&
    !refuses(member.decisions, linking) &&
    !linking.some((id) => member.overrides.includes(id));
  const keep = async (linked: number) =>
    (await keepToken(transaction, engine, site, nonceHash, subject, linked, claims.expiresAt * 1000)).length > 0;
  if (!isAllowed) {
    if (seen.usedBy === null && !(await keep(0))) return 'link-used';
    return { outcome: 'counted', isNew: seen.usedBy === null, isOwn };
  }
  const [link] = await findLink(transaction, engine, site, subject, at);
  if (link && link.member !== member.member && !replace) return 'linked-to-another';
  // One token makes one link: what was unlinked since is not linked again by the same mail.
  if (seen.wasLinked === 1)
    return link?.member === member.member ? { outcome: 'linked', isNew: false, isOwn } : 'link-used';
  if (!(await keep(1))) return 'link-used';
  await setLink(
    transaction,
    engine,
    site,
    subject,
    member.member,
    at,
    record,
    claims.campaign,
    endsAt,
    termsHash(redemption),
  );
  return { outcome: 'linked', isNew: true, isOwn, isUpgrade: seen.usedBy !== null };
}

/** The reader's subject, locked, with what is in force there and whether the named record proves the yes. */
async function lockReader(
  transaction: Transaction<Tables>,
  engine: Engine,
  { site, runtime, linking, secretHash, record, at }: Redemption,
) {
  const [locked] = await lockSubject(transaction, engine, site, secretHash);
  // In a statement of its own: one that waits for the lock would read all but the locked row as it was before it waited.
  const [row] = locked ? await findReader(transaction, engine, site, locked.subject, record, at) : [];
  if (!locked || !row) return undefined;
  const own = JSON.parse(row.own) as Decisions;
  // What is off for a member is looked at with their row locked.
  const current = row.member === null ? undefined : attachmentOf(row, []);
  const grants = grantsAt(runtime, inForce(runtime, current?.here ?? own, current), at);
  const [identification = ''] = linking;
  const { chosen, member } = JSON.parse(row.body) as ConsentRecord;
  // A yes that another member gave in this browser is nobody's proof but theirs.
  const isOwn = member === undefined || (current && member === memberCommitment(row.subjectSalt, current));
  return {
    subject: locked.subject,
    signedInAs: current?.referenceHash ?? null,
    isRecognised: isOwn && chosen.purposes[identification] === true && grants[identification] === 'granted',
    endsAt: linkEnd({ runtime, linking }, own, current, at),
  };
}
