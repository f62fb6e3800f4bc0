import { type Decisions, UNDECIDED } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/tables.ts';
import { transact } from '../database/transact.ts';
import { emptyHead } from '../records/chain.ts';
import { allowsLink } from '../records/follow-member.ts';
import { lockMember } from './group-member.ts';
import { type AttachedMember, inForce } from './member-decisions.ts';

/** A browser on a site. */
interface Browser {
  readonly site: string;
  readonly runtime: RuntimeConfig;
  /** The purposes that a link needs. */
  readonly linking: readonly string[];
  /** Keyed hash of the subject secret. */
  readonly secretHash: string;
}

/** What is in force in a browser after its member has signed in, or out. */
export interface Attached {
  readonly decisions: Decisions;
  readonly overrides: readonly string[];
  /** Whether this visit is joined to the member who is signed in. */
  readonly isLinked: boolean;
  readonly untrackedLinks: boolean;
}

/**
 * Keeps the choice of a browser and of a member in step from now on. Nothing is joined by it: that takes a link. Was the
 * browser linked to somebody else, that ends: what this member does is not to be joined to another.
 * @param at milliseconds since 1970
 */
export function attachMember(database: Database, browser: Browser, memberHash: string, at: number): Promise<Attached> {
  const { engine } = database;
  return transact(database, async (transaction) => {
    const { site } = browser;
    const { subject, own } =
      (await lockSubject(transaction, database, browser)) ?? (await addSubject(transaction, browser));
    const member = await lockMember(transaction, engine, memberHash, site);
    const row = { member: member.member, attached_at: at };
    await transaction
      .insertInto('attachments')
      .values({ site, subject, ...row })
      .onConflict((conflict) => conflict.columns(['site', 'subject']).doUpdateSet(row))
      .execute();
    return settle(transaction, browser, subject, own, member);
  });
}

/** A member has signed out: what holds in the browser is what was decided in it, and nothing of the member's. */
export function detachMember(database: Database, browser: Browser): Promise<Decisions | undefined> {
  return transact(database, async (transaction) => {
    const found = await lockSubject(transaction, database, browser);
    if (!found) return undefined;
    const { subject, own } = found;
    await transaction
      .deleteFrom('attachments')
      .where('site', '=', browser.site)
      .where('subject', '=', subject)
      .execute();
    const { decisions } = await settle(transaction, browser, subject, own, undefined);
    return decisions;
  });
}

/** Ends a link that what is in force does not allow, or that is to somebody else, and says what is in force. */
async function settle(
  transaction: Transaction<Tables>,
  { site, runtime, linking }: Browser,
  subject: string,
  own: Decisions,
  member: AttachedMember | undefined,
): Promise<Attached> {
  const decisions = inForce(runtime, own, member);
  const ended = transaction.deleteFrom('links').where('site', '=', site).where('subject', '=', subject);
  if (!allowsLink(decisions, linking)) await ended.execute();
  else if (member) await ended.where('member', '!=', member.member).execute();
  const link = await transaction
    .selectFrom('links')
    .select('member')
    .where('site', '=', site)
    .where('subject', '=', subject)
    .executeTakeFirst();
  const settings =
    member &&
    (await transaction
      .selectFrom('group_members')
      .select('untracked_links')
      .where('member', '=', member.member)
      .executeTakeFirst());
  return {
    decisions,
    overrides: member?.overrides ?? [],
    isLinked: link !== undefined,
    untrackedLinks: settings?.untracked_links === 1,
  };
}

async function lockSubject(transaction: Transaction<Tables>, { engine }: Database, { site, secretHash }: Browser) {
  const select = transaction
    .selectFrom('subjects')
    .innerJoin('subject_states', (join) =>
      join.onRef('subject_states.site', '=', 'subjects.site').onRef('subject_states.subject', '=', 'subjects.subject'),
    )
    .select(['subjects.subject', 'decisions'])
    .where('subjects.site', '=', site)
    .where('secret_hash', '=', secretHash);
  // SQLite has one writer at a time, and this transaction is it.
  const row = await (engine === 'postgres' ? select.forUpdate('subject_states') : select).executeTakeFirst();
  return row && { subject: row.subject, own: JSON.parse(row.decisions) as Decisions };
}

/** A member brings a choice along to a browser that has made none: its subject has a state before its first record. */
async function addSubject(transaction: Transaction<Tables>, { site, secretHash }: Browser) {
  const { subject, salt } = emptyHead();
  await transaction.insertInto('subjects').values({ site, subject, secret_hash: secretHash, salt }).execute();
  const state = { sequence: 0, hash: '', effective_at: 0, decisions: JSON.stringify(UNDECIDED) };
  await transaction
    .insertInto('subject_states')
    .values({ site, subject, ...state })
    .execute();
  return { subject, own: UNDECIDED };
}
