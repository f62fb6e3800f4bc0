import { type Decisions, UNDECIDED } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { projectRecords } from '../records/apply-record.ts';
import { emptyHead } from '../records/chain.ts';
import { readRecords, readRuntimes } from '../records/read-history.ts';
import { type Attachment, type Committable, memberCommitment } from './attachment.ts';
import { lockMember } from './group-member.ts';
import { linkEnd, termsHash } from './link-end.ts';
import { type AttachedMember, inForce } from './member-decisions.ts';

/** A browser on a site. */
export interface Browser {
  readonly site: string;
  readonly runtime: RuntimeConfig;
  /** The purposes that a link needs. */
  readonly linking: readonly string[];
  /** Keyed hash of the subject secret. */
  readonly secretHash: string;
}

/** What is in force in a browser after its member has signed in. */
export interface Attached {
  readonly decisions: Decisions;
  readonly overrides: readonly string[];
  /** Whether the member who was signed in here last is the same. */
  readonly isRenewed: boolean;
  /** Whether this visit is joined to the member who is signed in. */
  readonly isLinked: boolean;
  readonly untrackedLinks: boolean;
}

/** A sign-in, as the identity provider has vouched for it. Milliseconds since 1970. */
export interface SignedIn {
  /** Keyed hash of the operator's member id. */
  readonly memberHash: string;
  readonly at: number;
  /** When the token ends. */
  readonly endsAt: number;
}

interface Subject {
  readonly subject: string;
  readonly salt: string;
  readonly own: Decisions;
}

/**
 * Keeps the choice of a browser and of a member in step for as long as the sign-in lasts; the same member's next one makes
 * it last longer. Nothing is joined by it: that takes a link. Was the browser linked to somebody else, that ends: what this
 * member does is not to be joined to another.
 */
export function attachMember(
  database: Database,
  browser: Browser,
  { memberHash, at, endsAt }: SignedIn,
): Promise<Attached> {
  const { engine } = database;
  return transact(database, async (transaction) => {
    const { site } = browser;
    const found = (await lockSubject(transaction, database, browser)) ?? (await addSubject(transaction, browser));
    const member = await lockMember(transaction, engine, memberHash, site);
    const last = await lastAttachment(transaction, site, found.subject);
    const isRenewed = last?.member === member.member;
    const isOn = last !== undefined && last.ends_at > at;
    if (isOn && !isRenewed) await endAttachment(transaction, site, found.subject, at);
    const here =
      isOn && isRenewed
        ? (JSON.parse(last.decisions) as Decisions)
        : await hereOf(transaction, site, found, last && member);
    const attachment: Attachment = {
      ...member,
      attachedAt: isOn && isRenewed ? last.attached_at : at,
      endsAt: isOn && isRenewed ? Math.max(last.ends_at, endsAt) : endsAt,
      here,
    };
    await keepAttachment(transaction, site, found.subject, attachment);
    const isLinked = await settle(transaction, browser, found, attachment, at);
    const settings = await transaction
      .selectFrom('group_members')
      .select('untracked_links')
      .where('member', '=', member.member)
      .executeTakeFirst();
    return {
      decisions: inForce(browser.runtime, here, member),
      overrides: member.overrides,
      isRenewed,
      isLinked,
      untrackedLinks: settings?.untracked_links === 1,
    };
  });
}

/**
 * A member has signed out: what holds in the browser is what was decided in it without them, and what they have refused
 * here. A link that the browser had meanwhile ends too: nothing of the member's stays behind.
 */
export function detachMember(database: Database, browser: Browser, at: number): Promise<Decisions | undefined> {
  return transact(database, async (transaction) => {
    const found = await lockSubject(transaction, database, browser);
    if (!found) return undefined;
    const { site } = browser;
    const { subject, own } = found;
    const last = await lastAttachment(transaction, site, subject);
    if (!last) return own;
    await endAttachment(transaction, site, subject, at);
    // One that was made after the sign-in had run out is nobody's but the browser's.
    await transaction
      .deleteFrom('links')
      .where('site', '=', site)
      .where('subject', '=', subject)
      .where('linked_at', '<', last.ends_at)
      .execute();
    return own;
  });
}

function lastAttachment(transaction: Transaction<Tables>, site: string, subject: string) {
  return transaction
    .selectFrom('attachments')
    .select(['member', 'attached_at', 'ends_at', 'decisions'])
    .where('site', '=', site)
    .where('subject', '=', subject)
    .orderBy('attached_at', 'desc')
    .orderBy('ends_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function endAttachment(transaction: Transaction<Tables>, site: string, subject: string, at: number) {
  await transaction
    .updateTable('attachments')
    .set({ ends_at: at })
    .where('site', '=', site)
    .where('subject', '=', subject)
    .where('ends_at', '>', at)
    .execute();
}

async function keepAttachment(
  transaction: Transaction<Tables>,
  site: string,
  subject: string,
  { member, attachedAt, endsAt, here }: Attachment,
) {
  const row = { ends_at: endsAt, decisions: JSON.stringify(here) };
  await transaction
    .insertInto('attachments')
    .values({ site, subject, member, attached_at: attachedAt, ...row })
    .onConflict((conflict) => conflict.columns(['site', 'subject', 'attached_at', 'member']).doUpdateSet(row))
    .execute();
}

/**
 * What the browser's records amount to for a member who was not signed in a moment ago.
 * @param known the member, where somebody was signed in here before: then some of the records may be theirs
 */
async function hereOf(
  transaction: Transaction<Tables>,
  site: string,
  { subject, salt, own }: Subject,
  known: (AttachedMember & Committable) | undefined,
): Promise<Decisions> {
  if (!known) return own;
  const records = await readRecords(transaction, site, subject);
  const stamps = records.map(({ config }) => config);
  return projectRecords(records, await readRuntimes(transaction, site, stamps), memberCommitment(salt, known));
}

/** Ends a link that what is in force does not allow, or that is to somebody else. @returns whether there is one */
async function settle(
  transaction: Transaction<Tables>,
  { site, runtime, linking }: Browser,
  { subject, own }: Subject,
  attachment: Attachment,
  at: number,
): Promise<boolean> {
  const end = linkEnd({ runtime, linking }, own, attachment, at);
  const ended = transaction.deleteFrom('links').where('site', '=', site).where('subject', '=', subject);
  if (end === undefined) {
    await ended.execute();
    return false;
  }
  await ended.where(({ eb, or }) => or([eb('member', '!=', attachment.member), eb('ends_at', '<=', at)])).execute();
  const link = await transaction
    .updateTable('links')
    .set({ ends_at: end, terms: termsHash({ runtime, linking }) })
    .where('site', '=', site)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return link.numUpdatedRows > 0n;
}

async function lockSubject(
  transaction: Transaction<Tables>,
  { engine }: Database,
  { site, secretHash }: Browser,
): Promise<Subject | undefined> {
  const select = transaction
    .selectFrom('subjects')
    .innerJoin('subject_states', (join) =>
      join.onRef('subject_states.site', '=', 'subjects.site').onRef('subject_states.subject', '=', 'subjects.subject'),
    )
    .select(['subjects.subject', 'salt', 'decisions'])
    .where('subjects.site', '=', site)
    .where('secret_hash', '=', secretHash);
  // SQLite has one writer at a time, and this transaction is it.
  const row = await (engine === 'postgres' ? select.forUpdate('subject_states') : select).executeTakeFirst();
  return row && { subject: row.subject, salt: row.salt, own: JSON.parse(row.decisions) as Decisions };
}

/** A member brings a choice along to a browser that has made none: its subject has a state before its first record. */
async function addSubject(transaction: Transaction<Tables>, { site, secretHash }: Browser): Promise<Subject> {
  const { subject, salt } = emptyHead();
  await transaction.insertInto('subjects').values({ site, subject, secret_hash: secretHash, salt }).execute();
  const state = { sequence: 0, hash: '', effective_at: 0, decisions: JSON.stringify(UNDECIDED) };
  await transaction
    .insertInto('subject_states')
    .values({ site, subject, ...state })
    .execute();
  return { subject, salt, own: UNDECIDED };
}
