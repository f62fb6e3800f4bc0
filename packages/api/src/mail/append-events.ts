import type { MailChoice } from '@noren/model/mail';
import { mailSettings } from '@noren/model/mail';
import { canonicalJson } from '@noren/model/publish';
import type { MailActor, MailChannel, MailEventKind, MailEventRecord, MailSource } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { MailMemberRow } from '../database/mail-tables.ts';
import { statement } from '../database/statement.ts';
import type { Tables } from '../database/tables.ts';
import { newId } from '../new-id.ts';
import { recordHash } from '../records/chain.ts';
import type { Site } from '../sites/site.ts';
import { commitment } from '../subjects/commitment.ts';

/** One thing that happens to a member, with what was and what is in force. */
export interface MailDraft {
  readonly kind: MailEventKind;
  /** null: of the whole channel, or of all mail. */
  readonly topic: string | null;
  readonly channel: MailChannel | null;
  readonly before: MailChoice;
  readonly after: MailChoice;
  readonly untrackedLinks?: boolean;
  /** Site that offers the topic, where it is another than the one that acts. */
  readonly site?: Site;
}

/** What entries that are made together share: who, how, in which words. */
export interface MailProof {
  readonly site: Site;
  readonly source: MailSource;
  readonly actor: MailActor;
  readonly wording: string | null;
  readonly language: string | null;
  readonly reportedAt?: string | undefined;
  readonly evidence?: string | undefined;
  /** Company that the link was made for by which it was done. */
  readonly mailOf?: string | undefined;
  readonly at: number;
}

/** A member as they are after their entries. */
export type MemberChanges = Partial<
  Pick<MailMemberRow, 'address_hash' | 'suppressed' | 'confirmed_at' | 'departed_at' | 'keep_until'>
>;

/** How entries are appended. */
export interface Appended {
  readonly batch: string;
  readonly changes?: MemberChanges;
  /** Keyed hash of an address that they are about, though it is not the member's. */
  readonly about?: string;
}

const addEvent = statement<
  never,
  [
    member: string,
    sequence: number,
    id: string,
    batch: string,
    topicEntity: string | null,
    responsible: string,
    hash: string,
    body: string,
  ]
>(`INSERT INTO mail_events (member, sequence, id, batch, topic_entity, responsible, hash, body)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`);

/** The operator is told of everything, a company of its own topics. In the same transaction: what is kept will be told. */
const addDeliveries = statement<
  never,
  [member: string, sequence: number, at: number, topicEntity: string | null, responsible: string]
>(`INSERT INTO mail_deliveries (webhook, member, sequence, queued_at, attempts, next_at)
  SELECT id, $1, $2, $3, 0, $3 FROM mail_webhooks WHERE entity = $4 OR entity = $5`);

const setPreference = statement<
  never,
  [
    member: string,
    site: string,
    topic: string,
    channel: string,
    state: string,
    frequency: string | null,
    batch: string,
    at: number,
  ]
>(`INSERT INTO mail_preferences (member, site, topic, channel, state, frequency, batch, changed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (member, site, topic, channel) DO UPDATE SET
  state = excluded.state, frequency = excluded.frequency, batch = excluded.batch, changed_at = excluded.changed_at`);

const addAddress = statement<never, [hash: string, member: string]>(
  'INSERT INTO mail_addresses (address_hash, member) VALUES ($1, $2) ON CONFLICT (address_hash, member) DO NOTHING',
);

const setMember = statement<
  never,
  [
    member: string,
    sequence: number,
    hash: string | null,
    address: string | null,
    suppressed: string | null,
    confirmed: number | null,
    departed: number | null,
    keep: number | null,
  ]
>(`UPDATE mail_members SET sequence = $2, hash = $3, address_hash = $4, suppressed = $5,
  confirmed_at = $6, departed_at = $7, keep_until = $8
  WHERE member = $1`);

/** Appends to a member's chain and keeps what is in force, in the caller's transaction. The member is locked. @returns the member after it */
export async function appendEvents(
  transaction: Transaction<Tables>,
  { database: { engine } }: Context,
  member: MailMemberRow,
  drafts: readonly MailDraft[],
  proof: MailProof,
  { batch, changes = {}, about }: Appended,
): Promise<MailMemberRow> {
  const { site, at } = proof;
  let { sequence, hash } = member;
  for (const draft of drafts) {
    sequence += 1;
    const event = eventOf(draft, member, proof, { batch, sequence, previous: hash });
    const body = canonicalJson(event);
    hash = recordHash(body);
    const { id, topicEntity, responsibleEntity } = event;
    await addEvent(transaction, engine, member.member, sequence, id, batch, topicEntity, responsibleEntity, hash, body);
    await addDeliveries(transaction, engine, member.member, sequence, at, topicEntity, responsibleEntity);
    const { topic, channel, after } = draft;
    const state = after.state === 'suppressed' ? (after.under ?? 'off') : after.state;
    if (topic !== null && channel !== null)
      await setPreference(
        transaction,
        engine,
        member.member,
        (draft.site ?? site).key,
        topic,
        channel,
        state,
        after.frequency ?? null,
        batch,
        at,
      );
  }
  const next = { ...member, ...changes, sequence, hash };
  const { address_hash, suppressed, confirmed_at, departed_at, keep_until } = next;
  if (address_hash !== null && address_hash !== member.address_hash)
    await addAddress(transaction, engine, address_hash, member.member);
  if (about !== undefined) await addAddress(transaction, engine, about, member.member);
  await setMember(
    transaction,
    engine,
    member.member,
    sequence,
    hash,
    address_hash,
    suppressed,
    confirmed_at,
    departed_at,
    keep_until,
  );
  return next;
}

function eventOf(
  { kind, topic, channel, before, after, untrackedLinks, site: other }: MailDraft,
  { salt, reference_hash }: MailMemberRow,
  { site: acting, source, actor, mailOf, wording, language, reportedAt, evidence, at }: MailProof,
  { batch, sequence, previous }: { batch: string; sequence: number; previous: string | null },
): MailEventRecord {
  const site = other ?? acting;
  const { config, stamp, runtime } = site.published;
  const offered = topic === null ? undefined : mailSettings(config)?.topics.find(({ id }) => id === topic);
  return {
    v: 1,
    id: newId(at),
    batch,
    site: site.key,
    member: commitment(salt, reference_hash),
    sequence,
    kind,
    topic,
    channel,
    before: before.state,
    state: after.state,
    ...(after.state === 'suppressed' && after.under ? { under: after.under } : {}),
    ...(after.frequency ? { frequency: after.frequency } : {}),
    ...(after.state === 'suppressed' && after.reason ? { reason: after.reason } : {}),
    ...(untrackedLinks === undefined ? {} : { untrackedLinks }),
    receivedAt: new Date(at).toISOString(),
    ...(reportedAt === undefined ? {} : { reportedAt }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(source === 'import' ? { basis: 'imported' } : {}),
    source,
    actor,
    ...(mailOf === undefined ? {} : { mailOf }),
    wording,
    language,
    edition: runtime.editions[runtime.edition - 1] ?? '',
    config: stamp,
    topicEntity: offered?.entity ?? null,
    actingEntity: acting.published.config.entity,
    responsibleEntity: config.responsible,
    previous,
  };
}
