import type { Transporter } from 'nodemailer';
import type { Context } from '../context.ts';
import type { MailQueueRow } from '../database/mail-tables.ts';
import type { Waiting } from './ask-confirmation.ts';
import { confirmationMail } from './confirmation-mail.ts';
import type { Confirmations } from './confirmations.ts';
import { apiBase } from './list-links.ts';
import { viewIn } from './mail-page.ts';
import { Outbox } from './outbox.ts';
import { suppressMember } from './suppress-member.ts';

/** The mail server that takes confirmation mails. */
export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://` where TLS comes first. */
  readonly url: string;
}

const EVERY_MS = 15_000;
/** Another process that has taken a mail and died loses it after this: longer than a mail server may keep silent. */
const TAKEN_MS = 120_000;
const SILENT_MS = 20_000;
const RETRY = { firstMs: 30_000, longestMs: 3_600_000 };
/** Mails that are looked at together. */
const CHUNK = 50;

/**
 * Sends confirmation mails from the queue in the database: one that a mail server does not take waits and is tried again, until it
 * could not be answered any more.
 */
export class ConfirmationSender extends Outbox implements Confirmations {
  readonly #url: string;
  #transport: Promise<Transporter> | undefined;

  constructor({ url }: SmtpOptions) {
    super(EVERY_MS, RETRY);
    this.#url = url;
  }

  override async close(): Promise<void> {
    await super.close();
    (await this.#transport?.catch(() => undefined))?.close();
  }

  protected override async lanesOf(): Promise<string[]> {
    return [''];
  }

  protected override async sendDue(context: Context): Promise<number> {
    const { kysely } = context.database;
    const due = await kysely
      .selectFrom('mail_queue')
      .selectAll()
      .where('next_at', '<=', context.now().getTime())
      .orderBy('next_at')
      .limit(CHUNK)
      .execute();
    let sent = 0;
    for (const row of due) if (!this.isClosed && (await this.#send(context, row))) sent += 1;
    return sent;
  }

  async #send(context: Context, row: MailQueueRow): Promise<boolean> {
    const { kysely } = context.database;
    // Of this mail: those before it may have taken minutes.
    const at = context.now().getTime();
    const taken = await kysely
      .updateTable('mail_queue')
      .set({ next_at: at + TAKEN_MS, attempts: row.attempts + 1 })
      .where('id', '=', row.id)
      .where('next_at', '=', row.next_at)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n || row.sealed === null) return false;
    const settle = (next: number | null) =>
      kysely
        .updateTable('mail_queue')
        .set(next === null ? { next_at: null, sealed: null } : { next_at: next })
        .where('id', '=', row.id)
        .execute();
    const waiting = (await context.mail.open(row.sealed)) as Waiting | undefined;
    if (!waiting || row.expires_at <= at || !(await isWanted(context, row))) {
      await settle(null);
      return false;
    }
    try {
      this.#transport ??= open(this.#url);
      const transport = await this.#transport;
      await transport.sendMail(await compose(context, row, waiting));
      await settle(null);
      return true;
    } catch (error) {
      const { responseCode = 0, code = '' } = error as { responseCode?: number; code?: string };
      if (isBounce(error as SmtpError)) {
        await settle(null);
        await suppressMember(context, row.member, waiting.site, `SMTP ${responseCode}`);
      } else {
        await settle(this.retryAt(at, row.attempts));
        console.error(JSON.stringify({ level: 'error', name: 'confirmation-mail', code, responseCode }));
      }
      return false;
    }
  }
}

/** What nodemailer tells of a refusal. */
interface SmtpError extends Error {
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/**
 * Whether a mail server knows that the address does not work. Any other refusal, of the sender, of this server, of mail of
 * today, is not the member's, and may be mended.
 * @see https://www.rfc-editor.org/rfc/rfc3463#section-3.2
 */
function isBounce({ command, responseCode = 0, response = '' }: SmtpError): boolean {
  if (command !== 'RCPT TO' || responseCode < 550 || responseCode > 553) return false;
  const [, subject, detail] = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(response) ?? [];
  return subject === undefined ? responseCode !== 552 : subject === '1' || (subject === '2' && detail === '1');
}

/** Whether it still waits for an answer: who has thought better of it gets no mail. */
async function isWanted({ database: { kysely } }: Context, { id, member }: MailQueueRow): Promise<boolean> {
  const row = await kysely
    .selectFrom('mail_preferences')
    .select('member')
    .where('member', '=', member)
    .where('batch', '=', id)
    .where('state', '=', 'pending')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function compose(context: Context, { id: batch, expires_at }: MailQueueRow, waiting: Waiting) {
  const { reference: member, address, language, topics, instead } = waiting;
  const site = await context.sites.get(waiting.site);
  const view = await viewIn(context, site, language);
  const expiresAt = Math.floor(expires_at / 1000);
  const token = context.mail.tokens.seal({ use: 'confirm', member, site: site.key, batch, expiresAt, instead });
  const url = `${apiBase(site)}/v1/mail/confirm/${token}?language=${language}`;
  const mail = confirmationMail(view, topics, { address, url, until: view.time(expires_at) });
  // The same for every attempt: a server that took it, and whose answer was lost, lets the reader's client see one mail.
  const messageId = `<${batch}@${mail.from.address.split('@')[1]}>`;
  return { ...mail, messageId, date: context.now(), disableFileAccess: true, disableUrlAccess: true };
}

/** nodemailer is loaded only where mail is sent. */
async function open(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const silent = { connectionTimeout: SILENT_MS, greetingTimeout: SILENT_MS, socketTimeout: SILENT_MS };
  return createTransport({ url, ...silent, disableFileAccess: true, disableUrlAccess: true });
}
