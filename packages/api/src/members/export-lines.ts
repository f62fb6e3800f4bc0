import type { ConsentRecord, DocumentRecord, MailEventRecord } from '@noren/model/schema';
import type { Context } from '../context.ts';
import { inBody } from '../database/in-body.ts';
import { instantOf } from '../instant-of.ts';
import type { Waiting } from '../mail/ask-confirmation.ts';
import { type MailStanding, mailEventsOf, mailStanding } from '../mail/kept-mail.ts';
import { memberCommitment } from './attachment.ts';
import type { MemberDecisions } from './member-decisions.ts';
import { type MemberBrowser, type MemberSnapshot, memberSnapshot } from './member-snapshot.ts';

/** What only serves to prove that nothing was changed: hashes of others, commitments, stamps. */
type Chained = 'v' | 'subject' | 'member' | 'previous' | 'config' | 'batch' | 'notice';
type Told<Entry, Without extends string = Chained | 'evidence'> = Entry extends unknown ? Omit<Entry, Without> : never;

/** One thing that is kept about a member; instants are ISO 8601, UTC. */
export type ExportLine =
  | {
      readonly kind: 'member';
      /** Links in future mail must not recognise them. */
      readonly untrackedLinks: boolean;
      /** Purpose → what they decided while they were signed in, on whichever site. */
      readonly decisions: Readonly<Record<string, { granted: boolean; edition: string; decidedAt: string }>>;
      /** When they left; forgotten once no mail to them can recognise anybody. */
      readonly departedAt: string | null;
    }
  | { readonly kind: 'override'; readonly site: string; readonly purpose: string }
  | (InBrowser & { readonly kind: 'sign-in'; readonly from: string; readonly to: string })
  | (InBrowser & {
      readonly kind: 'link';
      readonly linkedAt: string;
      readonly endsAt: string;
      readonly campaign: string;
      /** Id of the record that proves it. */
      readonly record: string;
    })
  | (InBrowser & {
      readonly kind: 'record';
      /** False: it was made in their browser, by whoever used it. */
      readonly signedIn: boolean;
      readonly record: Told<ConsentRecord>;
    })
  | {
      readonly kind: 'document';
      readonly record: Told<DocumentRecord>;
      /** Of a notice: where it can be looked up. */
      readonly evidence?: string;
    }
  | ({
      readonly kind: 'mail';
      readonly confirmedAt: string | null;
      readonly bouncedAt: string | null;
      readonly lastBouncedAt: string | null;
      readonly deliveredAt: string | null;
    } & MailStanding)
  | {
      readonly kind: 'mail-preference';
      readonly site: string;
      readonly topic: string;
      readonly channel: string;
      readonly state: string;
      readonly frequency: string | null;
      readonly changedAt: string;
    }
  | {
      readonly kind: 'mail-confirmation';
      /** While the mail waits to be sent; afterwards it is not kept. */
      readonly address: string | null;
      readonly askedAt: string;
      readonly endsAt: string;
    }
  | { readonly kind: 'mail-event'; readonly event: Told<MailEventRecord, Chained> }
  | { readonly kind: 'end'; readonly lines: number };

interface InBrowser {
  readonly site: string;
  /** Their browsers, counted from 1 in this answer alone. */
  readonly browser: number;
}

/** Records that are read together. */
const CHUNK = 200;

/**
 * All that is kept about a member, on every site of the group, as it was when the first line is asked for; the last one
 * counts those before it. What may change is read at once and is small; what only grows is read as it is sent, as far
 * as it had grown. What another member chose in the same browser is not theirs, nor is what somebody unknown chose where others
 * sign in too.
 * @param reference the operator's id of the member
 */
export async function* exportLines(context: Context, reference: string): AsyncGenerator<ExportLine[]> {
  const snapshot = await memberSnapshot(context, reference);
  let lines = 0;
  for await (const part of partsOf(context, snapshot)) {
    lines += part.length;
    yield part;
  }
  yield [{ kind: 'end', lines }];
}

async function* partsOf(context: Context, snapshot: MemberSnapshot): AsyncGenerator<ExportLine[]> {
  yield [...signedInLines(snapshot), ...documentLines(snapshot), ...(await mailLines(context, snapshot))];
  for (const [index, browser] of snapshot.browsers.entries()) yield* recordLines(context, snapshot, browser, index + 1);
  const { mail } = snapshot;
  if (!mail) return;
  let read = 0;
  for await (const events of mailEventsOf(context.database.kysely, mail.member, mail.sequence)) {
    read += events.length;
    yield events.map(({ record: { v: _, member: __, previous: ___, config: ____, batch: _____, ...event } }) => ({
      kind: 'mail-event',
      event,
    }));
  }
  // Deleted while it was read: an answer that breaks off is asked for again, one that lacks something is believed.
  if (read < mail.sequence) throw new Error('entries about mail were deleted while they were exported');
}

function* signedInLines({ member, departedAt, overrides, signIns, links, browsers }: MemberSnapshot) {
  const decisions = member ? (JSON.parse(member.decisions) as MemberDecisions) : {};
  yield {
    kind: 'member',
    untrackedLinks: member?.untracked_links === 1,
    decisions: Object.fromEntries(
      Object.entries(decisions).map(([purpose, { granted, edition, at }]) => [
        purpose,
        { granted, edition, decidedAt: instantOf(at) },
      ]),
    ),
    departedAt: instantOf(departedAt),
  } satisfies ExportLine;
  for (const { site, purpose } of overrides) yield { kind: 'override', site, purpose } satisfies ExportLine;
  const numbers = new Map(browsers.map(({ site, subject }, index) => [`${site} ${subject}`, index + 1]));
  const where = ({ site, subject }: { readonly site: string; readonly subject: string }): InBrowser => ({
    site,
    browser: numbers.get(`${site} ${subject}`) ?? 0,
  });
  for (const row of signIns) {
    const [from, to] = [instantOf(row.attached_at), instantOf(row.ends_at)];
    yield { kind: 'sign-in', ...where(row), from, to } satisfies ExportLine;
  }
  for (const row of links) {
    const [linkedAt, endsAt] = [instantOf(row.linked_at), instantOf(row.ends_at)];
    const { campaign, record } = row;
    yield { kind: 'link', ...where(row), linkedAt, endsAt, campaign, record } satisfies ExportLine;
  }
}

function documentLines({ documents }: MemberSnapshot): ExportLine[] {
  return documents.map(({ body, evidence }) => {
    const record: DocumentRecord & { evidence?: string; notice?: string } = JSON.parse(body);
    const { v: _, member: __, previous: ___, config: ____, evidence: _____, notice: ______, ...told } = record;
    return { kind: 'document', record: told, ...(evidence === null ? {} : { evidence }) };
  });
}

async function mailLines({ mail: keys }: Context, snapshot: MemberSnapshot): Promise<ExportLine[]> {
  const { mail, preferences, confirmations } = snapshot;
  if (!mail) return [];
  const addresses = await Promise.all(
    confirmations.map(async ({ sealed }) =>
      sealed === null ? undefined : ((await keys.open(sealed)) as Waiting | undefined)?.address,
    ),
  );
  return [
    {
      kind: 'mail',
      ...mailStanding(mail),
      confirmedAt: instantOf(mail.confirmed_at),
      bouncedAt: instantOf(mail.bounced_at),
      lastBouncedAt: instantOf(mail.last_bounced_at),
      deliveredAt: instantOf(mail.delivered_at),
    },
    ...preferences.map(
      ({ site, topic, channel, state, frequency, changed_at }): ExportLine => ({
        kind: 'mail-preference',
        ...{ site, topic, channel, state, frequency },
        changedAt: instantOf(changed_at),
      }),
    ),
    ...confirmations.map(
      ({ created_at, expires_at }, index): ExportLine => ({
        kind: 'mail-confirmation',
        address: addresses[index] ?? null,
        askedAt: instantOf(created_at),
        endsAt: instantOf(expires_at),
      }),
    ),
  ];
}

/** Records are never changed and never deleted: how far they went says what they were. */
async function* recordLines(
  { database: { kysely, engine } }: Context,
  { member, links }: MemberSnapshot,
  { site, subject, salt, last, isShared }: MemberBrowser,
  browser: number,
): AsyncGenerator<ExportLine[]> {
  if (!member) return;
  const theirs = memberCommitment(salt, { salt: member.salt, referenceHash: member.reference_hash });
  const proofs = links.filter((link) => link.site === site && link.subject === subject).map(({ record }) => record);
  const chain = kysely
    .selectFrom('records')
    .where('site', '=', site)
    .where('subject', '=', subject)
    .where('sequence', '<=', last);
  const whose = inBody(engine, 'member');
  // Others who have left are known by their records alone.
  const other = isShared || (await chain.select('id').where(whose, '<>', theirs).limit(1).executeTakeFirst());
  for (let after = 0; after < last; ) {
    const rows = await chain
      .select(['id', 'sequence', 'body'])
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(CHUNK)
      .execute();
    const end = rows.at(-1);
    if (!end) return;
    after = end.sequence;
    yield rows.flatMap(({ id, body }): ExportLine[] => {
      const record = JSON.parse(body) as ConsentRecord;
      const signedIn = record.member === theirs;
      const isUnknown = record.member === undefined && (!other || proofs.includes(id));
      if (!signedIn && !isUnknown) return [];
      const { v: _, subject: __, member: ___, previous: ____, config: _____, ...told } = record;
      return [{ kind: 'record', site, browser, signedIn, record: told }];
    });
  }
}
