import { applyMailEvent, type MailEvent, type OfferedTopic } from '@noren/model/mail';
import type { MailChannel, MailEventRecord, MailImportRequest } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { MailMemberRow } from '../database/mail-tables.ts';
import type { Tables } from '../database/tables.ts';
import type { Site } from '../sites/site.ts';
import { appendEvents } from './append-events.ts';
import { batchEvents } from './batch-events.ts';
import { mailEventsOf } from './kept-mail.ts';
import { lockMailMember, preferencesOf } from './mail-member.ts';
import { CurrentChoices, draftOf } from './plan-change.ts';

/** What became of a choice of before. */
export type Imported =
  | 'imported'
  | 'repeated'
  /** The member, or a list before this one, has said something about it already. */
  | 'chosen'
  /** The member has since stopped something of the site, reported mail as spam, or left. */
  | 'stopped-since'
  | 'suppressed'
  | 'departed'
  | 'id-of-another';

/** A choice of before whose shape, topic and proof are right. */
export interface EarlierChoice {
  readonly site: Site;
  readonly topic: OfferedTopic;
  readonly choice: MailImportRequest['choices'][number];
  readonly proof: { readonly source: string; readonly wording: string; readonly language: string };
}

/**
 * Keeps what a member chose before Noren. It fills in what nobody has chosen here, and may narrow what is older; it never widens: not
 * over a choice of their own, nor over a no to something else of the site that is newer (R1.8).
 */
export function importChoice(context: Context, { site, topic, choice, proof }: EarlierChoice): Promise<Imported> {
  const { member: reference, address, channel = 'email', on, frequency, at: chosen } = choice;
  const batch = choice.id.toLowerCase();
  return context.mailWriter.write(reference, async (transaction) => {
    const at = context.now().getTime();
    const member = await lockMailMember(transaction, context, reference);
    const [earlier] = await batchEvents(transaction, member.member, batch);
    if (earlier) return isSame(earlier, site, { ...choice, channel }, proof.wording) ? 'repeated' : 'id-of-another';
    if (member.departed_at !== null) return 'departed';
    const current = new CurrentChoices(site.key, member, await preferencesOf(transaction, member.member));
    const before = current.of(topic.id, channel);
    if (on && before.state === 'suppressed') return 'suppressed';
    const row = current.row(topic.id, channel);
    if (row && (on || (await chosenAt(transaction, member, row.batch, topic.id)) > Date.parse(chosen))) return 'chosen';
    if (on && (await hasStoppedSince(transaction, member, site, channel, Date.parse(chosen)))) return 'stopped-since';
    const event: MailEvent = on ? { kind: 'on', frequency: frequency ?? topic.frequencies?.[0]?.id } : { kind: 'off' };
    const drafts = draftOf(topic.id, channel, before, event);
    // That somebody had said no is worth keeping, though nothing changes.
    if (drafts.length === 0)
      drafts.push({ kind: event.kind, topic: topic.id, channel, before, after: applyMailEvent(before, event) });
    const { source, wording, language } = proof;
    await appendEvents(
      transaction,
      context,
      member,
      drafts,
      {
        site,
        source: 'import',
        actor: 'system',
        wording,
        language,
        reportedAt: new Date(chosen).toISOString(),
        evidence: source,
        at,
      },
      {
        batch,
        // An address that Noren has seen since is newer than that of a list.
        changes:
          address === undefined || member.address_hash !== null
            ? {}
            : { address_hash: context.mail.hashAddress(address) },
      },
    );
    return 'imported';
  });
}

function isSame(
  { site, topic, channel, kind, frequency, reportedAt, source, wording }: MailEventRecord,
  { key }: Site,
  choice: MailImportRequest['choices'][number],
  hash: string,
): boolean {
  return (
    source === 'import' &&
    site === key &&
    topic === choice.topic &&
    channel === choice.channel &&
    kind === (choice.on ? 'on' : 'off') &&
    wording === hash &&
    (!choice.on || choice.frequency === undefined || choice.frequency === frequency) &&
    Date.parse(reportedAt ?? '') === Date.parse(choice.at)
  );
}

/** When what is in force about a topic was chosen: of what came by a list, as the list says. */
async function chosenAt(
  transaction: Transaction<Tables>,
  { member }: MailMemberRow,
  batch: string,
  topic: string,
): Promise<number> {
  const events = await batchEvents(transaction, member, batch);
  const last = events.filter((event) => event.topic === topic).at(-1);
  if (!last) return Number.POSITIVE_INFINITY;
  return Date.parse((last.source === 'import' ? last.reportedAt : undefined) ?? last.receivedAt);
}

async function hasStoppedSince(
  transaction: Transaction<Tables>,
  { member, sequence }: MailMemberRow,
  { key }: Site,
  channel: MailChannel,
  chosen: number,
): Promise<boolean> {
  for await (const entries of mailEventsOf(transaction, member, sequence))
    for (const { record } of entries) {
      const { kind, actor, site, reason, reportedAt, receivedAt } = record;
      if (kind === 'off' && actor !== 'system' && site === key && Date.parse(receivedAt) >= chosen) return true;
      // A no to everything, by that channel or by all of them, also where it is not in force any more.
      const isNo = kind === 'suppress' && reason !== 'bounce' && (record.channel ?? channel) === channel;
      if (isNo && Date.parse(reportedAt ?? receivedAt) >= chosen) return true;
    }
  return false;
}
