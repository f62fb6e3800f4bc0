import { hash as digest } from 'node:crypto';
import { type Decisions, effectiveGrants } from '@noren/model';
import type { ConsentRecord, RuntimeConfig } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Engine } from '../database/migrations.ts';
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
  const seen = await transaction
    .selectFrom('link_campaigns')
    .leftJoin('link_tokens', (join) =>
      join.onRef('link_tokens.site', '=', 'link_campaigns.site').on('nonce_hash', '=', nonceHash),
    )
    .select(['revoked_at', 'link_tokens.subject as usedBy', 'link_tokens.linked as wasLinked'])
    .where('link_campaigns.site', '=', site)
    .where('campaign', '=', claims.campaign)
    .executeTakeFirst();
  if (!seen || seen.revoked_at !== null) return 'campaign-ended';
  if (seen.usedBy !== null && seen.usedBy !== subject) return 'link-used';

  const member = reader.isJoined ? await lockMember(transaction, engine, memberHash, site) : undefined;
  // What the member has refused elsewhere stands, and nobody is told: an answer must not tell anything about a member.
  const isAllowed =
    member !== undefined && !refuses(member.decisions, linking) && !linking.some((id) => member.overrides.includes(id));
  const token = { site, nonce_hash: nonceHash, subject, expires_at: claims.expiresAt * 1000 };
  if (!isAllowed) {
    if (seen.usedBy === null) await keepToken(transaction, { ...token, linked: 0 });
    return { outcome: 'counted', isNew: seen.usedBy === null };
  }
  const link = await transaction
    .selectFrom('links')
    .select('member')
    .where('site', '=', site)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (link && link.member !== member.member && !replace) return 'linked-to-another';
  // One token makes one link: what was unlinked since is not linked again by the same mail.
  if (seen.wasLinked === 1) return link?.member === member.member ? { outcome: 'linked', isNew: false } : 'link-used';
  await keepToken(transaction, { ...token, linked: 1 });
  const row = { member: member.member, linked_at: at, record, campaign: claims.campaign };
  await transaction
    .insertInto('links')
    .values({ site, subject, ...row })
    .onConflict((conflict) => conflict.columns(['site', 'subject']).doUpdateSet(row))
    .execute();
  return { outcome: 'linked', isNew: true, isUpgrade: seen.usedBy !== null };
}

async function keepToken(transaction: Transaction<Tables>, token: Tables['link_tokens']): Promise<void> {
  await transaction
    .insertInto('link_tokens')
    .values(token)
    .onConflict((conflict) => conflict.columns(['site', 'nonce_hash']).doUpdateSet({ linked: token.linked }))
    .execute();
}

/** The reader's subject, locked, with what is in force there and whether the named record proves the yes. */
async function lockReader(
  transaction: Transaction<Tables>,
  engine: Engine,
  { site, runtime, linking, secretHash, record, at }: Redemption,
) {
  const select = transaction
    .selectFrom('subjects')
    .innerJoin('subject_states', (join) =>
      join.onRef('subject_states.site', '=', 'subjects.site').onRef('subject_states.subject', '=', 'subjects.subject'),
    )
    .innerJoin('records', (join) =>
      join
        .onRef('records.site', '=', 'subjects.site')
        .onRef('records.subject', '=', 'subjects.subject')
        .on('records.id', '=', record),
    )
    .leftJoin('attachments', (join) =>
      join.onRef('attachments.site', '=', 'subjects.site').onRef('attachments.subject', '=', 'subjects.subject'),
    )
    .leftJoin('group_members', 'group_members.member', 'attachments.member')
    .select([
      'subjects.subject',
      'subject_states.decisions',
      'body',
      'group_members.decisions as theirs',
      'reference_hash',
    ])
    .where('subjects.site', '=', site)
    .where('secret_hash', '=', secretHash);
  const row = await (engine === 'postgres' ? select.forUpdate('subject_states') : select).executeTakeFirst();
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
