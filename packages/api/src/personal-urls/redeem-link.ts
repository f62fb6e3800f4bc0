import { hash as digest } from 'node:crypto';
import { type Decisions, effectiveGrants } from '@noren/model';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Engine } from '../database/migrations.ts';
import { statement } from '../database/statement.ts';
import type { Tables } from '../database/tables.ts';
import { lockMember } from '../members/group-member.ts';
import { inForce, type MemberDecisions, refuses } from '../members/member-decisions.ts';
import { cookieDecisions } from '../subjects/set-cookies.ts';
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
  | 'link-used'
  | 'linked-to-another'
  | 'mail-of-another-member';

/** What became of a link. */
export interface Redeemed {
  /** `counted`: the campaign knows of one more reader, and nothing is joined. */
  readonly outcome: 'counted' | 'linked';
  /** False where this browser has redeemed it before, to the same effect. */
  readonly isNew: boolean;
  /** This browser was counted before and is linked now. */
  readonly isUpgrade?: boolean;
}

interface ReaderRow {
  readonly subject: string;
  readonly decisions: string;
  readonly body: string;
  readonly theirs: string | null;
  readonly reference_hash: string | null;
}
const lockSubject = statement<{ subject: string }, [site: string, secretHash: string]>(
  `SELECT subjects.subject
  FROM subjects
  JOIN subject_states ON subject_states.site = subjects.site AND subject_states.subject = subjects.subject
  WHERE subjects.site = $1 AND subjects.secret_hash = $2`,
  { lock: 'subject_states' },
);
const findReader = statement<ReaderRow, [site: string, subject: string, record: string]>(
  `SELECT subjects.subject, subject_states.decisions, records.body, group_members.decisions AS theirs,
    group_members.reference_hash
  FROM subjects
  JOIN subject_states ON subject_states.site = subjects.site AND subject_states.subject = subjects.subject
  JOIN records ON records.site = subjects.site AND records.subject = subjects.subject AND records.id = $3
  LEFT JOIN attachments ON attachments.site = subjects.site AND attachments.subject = subjects.subject
  LEFT JOIN group_members ON group_members.member = attachments.member
  WHERE subjects.site = $1 AND subjects.subject = $2`,
);
interface SeenRow {
  readonly revokedAt: number | null;
  readonly usedBy: string | null;
  readonly wasLinked: number | null;
}
const findToken = statement<SeenRow, [site: string, campaign: string, nonceHash: string]>(`
  SELECT revoked_at AS "revokedAt", link_tokens.subject AS "usedBy", link_tokens.linked AS "wasLinked"
  FROM link_campaigns
  LEFT JOIN link_tokens ON link_tokens.site = link_campaigns.site AND link_tokens.nonce_hash = $3
  WHERE link_campaigns.site = $1 AND campaign = $2`);
// Another process may have given the token to another browser since it was looked up: then no row comes back.
const keepToken = statement<
  { subject: string },
  [site: string, nonceHash: string, subject: string, linked: number, expiresAt: number]
>(`
  INSERT INTO link_tokens (site, nonce_hash, subject, linked, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (site, nonce_hash) DO UPDATE SET linked = excluded.linked WHERE link_tokens.subject = excluded.subject
  RETURNING subject`);
const findLink = statement<{ member: string }, [site: string, subject: string]>(
  'SELECT member FROM links WHERE site = $1 AND subject = $2',
);
const setLink = statement<
  never,
  [site: string, subject: string, member: string, at: number, record: string, campaign: string]
>(`
  INSERT INTO links (site, subject, member, linked_at, record, campaign) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (site, subject) DO UPDATE SET member = excluded.member, linked_at = excluded.linked_at,
    record = excluded.record, campaign = excluded.campaign`);

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

  const nonceHash = digest('sha256', claims.nonce, 'base64url');
  const [seen] = await findToken(transaction, engine, site, claims.campaign, nonceHash);
  if (!seen || seen.revokedAt !== null) return 'campaign-ended';
  if (seen.usedBy !== null && seen.usedBy !== subject) return 'link-used';

  const member = reader.isJoined ? await lockMember(transaction, engine, memberHash, site) : undefined;
  // What the member has refused elsewhere stands, and nobody is told: an answer must not tell anything about a member.
  const isAllowed =
    member !== undefined && !refuses(member.decisions, linking) && !linking.some((id) => member.overrides.includes(id));
  const keep = async (linked: number) =>
    (await keepToken(transaction, engine, site, nonceHash, subject, linked, claims.expiresAt * 1000)).length > 0;
  if (!isAllowed) {
    if (seen.usedBy === null && !(await keep(0))) return 'link-used';
    return { outcome: 'counted', isNew: seen.usedBy === null };
  }
  const [link] = await findLink(transaction, engine, site, subject);
  if (link && link.member !== member.member && !replace) return 'linked-to-another';
  // One token makes one link: what was unlinked since is not linked again by the same mail.
  if (seen.wasLinked === 1) return link?.member === member.member ? { outcome: 'linked', isNew: false } : 'link-used';
  if (!(await keep(1))) return 'link-used';
  await setLink(transaction, engine, site, subject, member.member, at, record, claims.campaign);
  return { outcome: 'linked', isNew: true, isUpgrade: seen.usedBy !== null };
}

/** The reader's subject, locked, with what is in force there and whether the named record proves the yes. */
async function lockReader(
  transaction: Transaction<Tables>,
  engine: Engine,
  { site, runtime, linking, secretHash, record, at }: Redemption,
) {
  const [locked] = await lockSubject(transaction, engine, site, secretHash);
  // In a statement of its own: one that waits for the lock would read all but the locked row as it was before it waited.
  const [row] = locked ? await findReader(transaction, engine, site, locked.subject, record) : [];
  if (!row) return undefined;
  const own = JSON.parse(row.decisions) as Decisions;
  const theirs = JSON.parse(row.theirs ?? '{}') as MemberDecisions;
  const decisions = inForce(runtime, own, { member: '', decisions: theirs, overrides: [] });
  const seconds = cookieDecisions(runtime, decisions);
  // Global Privacy Control covers what it covered when the choice was made: no signal comes with this request.
  const grants = effectiveGrants(runtime, seconds, { gpc: seconds.gpc }, Math.floor(at / 1000));
  const [identification = ''] = linking;
  const { chosen } = JSON.parse(row.body) as ConsentRecord;
  return {
    subject: row.subject,
    signedInAs: row.reference_hash,
    isRecognised: chosen.purposes[identification] === true && grants[identification] === 'granted',
    // A grant that has run out, or that a newer edition asks about again, joins nobody.
    isJoined: linking.length > 0 && linking.every((id) => grants[id] === 'granted'),
  };
}
