import { companyMay, mailSettings } from '@noren/model/mail';
import type { MailEventRecord } from '@noren/model/schema';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { MailDeliveryRow, MailWebhookRow } from '../database/mail-tables.ts';
import { askOutside } from '../http/outgoing.ts';
import type { MayAsk } from '../http/private-networks.ts';
import { Outbox } from './outbox.ts';
import { signWebhook } from './webhook-signature.ts';

const EVERY_MS = 2000;
/** A member who stops something sees it stopped within a second. */
const SOON_MS = 500;
const TIMEOUT_MS = 10_000;
/** Another process that has taken one and died loses it after this. */
const TAKEN_MS = 60_000;
const RETRY = { firstMs: 5000, longestMs: 3_600_000 };
/** After so long it is given up. */
const GIVE_UP_MS = 3 * 86_400_000;
/** Of different members, told to one receiver at the same time. */
const AT_ONCE = 20;

/**
 * Tells systems of entries, at least once each and of each member in order: what fails is tried again, ever more rarely, for three
 * days, and what comes after it waits.
 */
export class WebhookSender extends Outbox {
  readonly #allowPrivate: MayAsk;

  /** @param allowPrivate which addresses of this machine and of private networks may be told */
  constructor(allowPrivate: MayAsk) {
    super(EVERY_MS, RETRY, SOON_MS);
    this.#allowPrivate = allowPrivate;
  }

  protected override async lanesOf({ database: { kysely } }: Context): Promise<string[]> {
    const rows = await kysely.selectFrom('mail_webhooks').select('id').execute();
    return rows.map(({ id }) => id);
  }

  protected override async sendDue(context: Context, webhook: string): Promise<number> {
    let sent = 0;
    for (;;) {
      const due = this.isClosed ? [] : await dueOf(context, webhook);
      const outcomes = await Promise.all(due.map((row) => this.#send(context, row)));
      const taken = outcomes.filter(Boolean).length;
      sent += taken;
      // What comes after one that has arrived is due now.
      if (taken === 0) return sent;
    }
  }

  async #send(context: Context, row: MailDeliveryRow): Promise<boolean> {
    const { kysely } = context.database;
    const at = context.now().getTime();
    const mine = <Query extends { where(...args: never[]): Query }>(query: Query): Query =>
      (['webhook', 'member', 'sequence'] as const).reduce(
        (narrowed, key) => narrowed.where(...([key, '=', row[key]] as unknown as never[])),
        query,
      );
    const taken = await mine(
      kysely.updateTable('mail_deliveries').set({ next_at: at + TAKEN_MS, attempts: row.attempts + 1 }),
    )
      .where('next_at', '=', row.next_at)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return false;
    const failure = await this.#tell(context, row, at).catch((error: unknown) => messageOf(error));
    if (failure === undefined) {
      await mine(kysely.deleteFrom('mail_deliveries')).execute();
      return true;
    }
    const isOver = at - row.queued_at >= GIVE_UP_MS;
    await mine(
      kysely
        .updateTable('mail_deliveries')
        .set({ next_at: isOver ? null : this.retryAt(at, row.attempts), failure: failure.slice(0, 200) }),
    ).execute();
    return false;
  }

  /** @returns why it did not arrive, or undefined where it did, or is not for this receiver */
  async #tell(context: Context, row: MailDeliveryRow, at: number): Promise<string | undefined> {
    const told = await entryOf(context, row);
    if (!told) return undefined;
    const { webhook, event, reference } = told;
    if (!(await mayKnow(context, webhook, event))) return undefined;
    const body = JSON.stringify(messageOfEvent(event, reference));
    const secrets = await secretsOf(context, webhook, at);
    const { status } = await askOutside(new URL(webhook.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        ...signWebhook(event.id, Math.floor(at / 1000), body, secrets),
      },
      body,
      allowPrivate: this.#allowPrivate,
      timeoutMs: TIMEOUT_MS,
    });
    return status >= 200 && status < 300 ? undefined : `answered ${status}`;
  }
}

/** The first of each member that has still to be told, where its time has come. */
async function dueOf({ database: { kysely }, now }: Context, webhook: string): Promise<MailDeliveryRow[]> {
  return kysely
    .selectFrom('mail_deliveries as d')
    .selectAll()
    .where('webhook', '=', webhook)
    .where('next_at', '<=', now().getTime())
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM mail_deliveries AS e WHERE e.webhook = d.webhook
        AND e.member = d.member AND e.sequence < d.sequence AND e.next_at IS NOT NULL)`,
    )
    .orderBy('next_at')
    .limit(AT_ONCE)
    .execute();
}

async function entryOf({ database: { kysely }, mail }: Context, { webhook, member, sequence }: MailDeliveryRow) {
  const row = await kysely
    .selectFrom('mail_events')
    .innerJoin('mail_members', 'mail_members.member', 'mail_events.member')
    .select(['body', 'reference_sealed'])
    .where('mail_events.member', '=', member)
    .where('mail_events.sequence', '=', sequence)
    .executeTakeFirst();
  const hook = await kysely.selectFrom('mail_webhooks').selectAll().where('id', '=', webhook).executeTakeFirst();
  if (!row || !hook) return undefined;
  const [reference = ''] = mail.references.open([row.reference_sealed]);
  return { webhook: hook, event: JSON.parse(row.body) as MailEventRecord, reference };
}

/** What a group company may not read it is not told either, from the moment that this is so (R7). */
async function mayKnow({ sites, now }: Context, { entity }: MailWebhookRow, event: MailEventRecord): Promise<boolean> {
  if (entity === event.responsibleEntity) return true;
  const { config } = (await sites.get(event.site)).published;
  const topic = mailSettings(config)?.topics.find(({ id }) => id === event.topic);
  return topic !== undefined && event.channel !== null && !companyMay(config, entity, topic, event.channel, now());
}

/** What a receiver is told: who, and what is in force from now on. `sequence` orders what one member does. */
function messageOfEvent(event: MailEventRecord, member: string) {
  const { site, topic, channel, kind, state, frequency, reason, sequence, receivedAt, source } = event;
  return {
    type: 'mail.preference.changed',
    timestamp: receivedAt,
    data: {
      member,
      sequence,
      site,
      topic,
      channel,
      kind,
      state,
      ...(frequency ? { frequency } : {}),
      ...(reason ? { reason } : {}),
      ...(event.untrackedLinks === undefined ? {} : { untrackedLinks: event.untrackedLinks }),
      source,
    },
  };
}

async function secretsOf({ mail }: Context, webhook: MailWebhookRow, at: number): Promise<string[]> {
  const sealed = [
    webhook.secret_sealed,
    ...(webhook.previous_sealed && (webhook.previous_until ?? 0) > at ? [webhook.previous_sealed] : []),
  ];
  const opened = await Promise.all(sealed.map((one) => mail.open(one)));
  return opened.flatMap((one) => (typeof one?.secret === 'string' ? [one.secret] : []));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
