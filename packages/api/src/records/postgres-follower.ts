import type { Decisions } from '@noren/model';
import type { PoolClient } from 'pg';
import { type Attachment, attachmentOf, type SignIns, signInsAt } from '../members/attachment.ts';
import { termsHash } from '../members/link-end.ts';
import type { MemberDecisions } from '../members/member-decisions.ts';
import type { Head } from './chain.ts';
import { followMember } from './follow-member.ts';
import { keyOf } from './key-of.ts';
import {
  findAttachments,
  findOverrides,
  setHere,
  setLinkEnds,
  setMembers,
  unlinkMembers,
  unlinkSubjects,
} from './postgres-statements.ts';
import type { Outcome, Submission } from './record-store.ts';

/** The end of the chain that a record is added to. */
export type HeadOf = (submission: Submission) => Head;

/** Lets members and links follow the records of a batch, one after the other, and writes what became of them all. */
export async function postgresFollower(client: PoolClient, rest: readonly Submission[], headOf: HeadOf) {
  const attachments = await lockAttachments(client, rest, headOf);
  const heres = new Map<string, { site: string; subject: string; attachment: Attachment }>();
  const members = new Map<string, MemberDecisions>();
  const denied = new Set<string>();
  const unlinked = new Map<string, string>();
  const linkEnds = new Map<string, { site: string; subject: string; end: number; terms: string; now: number }>();

  const signIns = ({ site, effectiveAt, receivedAt }: Submission, { subject }: Head): SignIns => {
    const own = (attachments.get(keyOf(site, subject)) ?? []).map((attachment) => ({
      ...attachment,
      decisions: members.get(attachment.member) ?? attachment.decisions,
    }));
    return signInsAt(own, effectiveAt, receivedAt);
  };

  /** @param here what the records amount to now for the member who is signed in */
  const next = (submission: Submission, head: Head, outcome: Outcome, here?: Decisions): Outcome => {
    const { site } = submission;
    const { subject, decisions } = head;
    const before = signIns(submission, head);
    const current = before.current && { ...before.current, here: here ?? before.current.here };
    if (current && here) {
      const key = keyOf(site, subject);
      const others = (attachments.get(key) ?? []).filter(
        (other) => other.attachedAt !== current.attachedAt || other.member !== current.member,
      );
      attachments.set(key, [...others, current]);
      heres.set(keyOf(site, subject, String(current.attachedAt)), { site, subject, attachment: current });
    }
    const after = followMember(submission, decisions, { ...before, current }, outcome.status === 'created');
    if (after.changed) members.set(after.changed.member, after.changed.decisions);
    if (after.linkEnd === undefined) unlinked.set(subject, site);
    else
      linkEnds.set(keyOf(site, subject), {
        site,
        subject,
        end: after.linkEnd,
        terms: termsHash(submission),
        now: submission.receivedAt,
      });
    if (after.unlinkMember !== undefined) denied.add(after.unlinkMember);
    return { ...outcome, decisions: after.decisions };
  };

  const write = async (): Promise<void> => {
    const kept = [...heres.values()];
    if (kept.length > 0)
      await client.query({
        ...setHere,
        values: [
          kept.map(({ site }) => site),
          kept.map(({ subject }) => subject),
          kept.map(({ attachment }) => attachment.attachedAt),
          kept.map(({ attachment }) => attachment.member),
          kept.map(({ attachment }) => JSON.stringify(attachment.here)),
        ],
      });
    if (members.size > 0)
      await client.query({
        ...setMembers,
        values: [[...members.keys()], [...members.values()].map((decisions) => JSON.stringify(decisions))],
      });
    // What was withdrawn within the batch stays ended, though it was allowed again.
    if (unlinked.size > 0)
      await client.query({ ...unlinkSubjects, values: [[...unlinked.values()], [...unlinked.keys()]] });
    const ends = [...linkEnds.values()];
    if (ends.length > 0)
      await client.query({
        ...setLinkEnds,
        values: [
          ends.map(({ site }) => site),
          ends.map(({ subject }) => subject),
          ends.map(({ end }) => end),
          ends.map(({ terms }) => terms),
          ends.map(({ now }) => now),
        ],
      });
    if (denied.size > 0) await client.query({ ...unlinkMembers, values: [[...denied]] });
  };

  return { signIns, next, write };
}

/** @returns who is or was signed in at each subject, as far as the records of a batch may be theirs */
async function lockAttachments(
  client: PoolClient,
  rest: readonly Submission[],
  headOf: HeadOf,
): Promise<Map<string, Attachment[]>> {
  const since = new Map<string, { site: string; subject: string; at: number }>();
  for (const submission of rest) {
    const { site, effectiveAt, receivedAt } = submission;
    const { subject } = headOf(submission);
    const key = keyOf(site, subject);
    const at = Math.min(effectiveAt, receivedAt, since.get(key)?.at ?? Number.POSITIVE_INFINITY);
    since.set(key, { site, subject, at });
  }
  const wanted = [...since.values()];
  const { rows } = await client.query({
    ...findAttachments,
    values: [wanted.map(({ site }) => site), wanted.map(({ subject }) => subject), wanted.map(({ at }) => at)],
  });
  if (rows.length === 0) return new Map();
  const off = await client.query({ ...findOverrides, values: [[...new Set(rows.map(({ member }) => member))]] });
  const attachments = new Map<string, Attachment[]>();
  for (const row of rows) {
    const overrides = off.rows.filter(({ member, site }) => member === row.member && site === row.site);
    const attachment = attachmentOf(
      row,
      overrides.map(({ purpose }) => purpose),
    );
    const key = keyOf(row.site, row.subject);
    attachments.set(key, [...(attachments.get(key) ?? []), attachment]);
  }
  return attachments;
}
