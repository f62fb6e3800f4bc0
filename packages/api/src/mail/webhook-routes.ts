import { mailReplayRequest, mailWebhookRequest } from '@noren/model/schema';
import { sql } from 'kysely';
import { noteKey } from '../audit/note-key.ts';
import type { Call, Context } from '../context.ts';
import type { MailWebhookRow } from '../database/mail-tables.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { Problem } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { BEFORE_EVERY_ID, isId, newId } from '../new-id.ts';
import { authorizeCompany, type CompanyKey } from './topic-access.ts';
import { newWebhookSecret } from './webhook-signature.ts';

const BODY_LIMIT = 4096;
const MOST = 10;
/** For how long the secret of before signs too. */
const OVERLAP_MS = 86_400_000;
const PAGE = 100;

/** `POST /v1/mail/webhooks`: a system that is to be told of what members choose from now on. The secret is told this once. */
export async function postWebhook(context: Context, call: Call): Promise<Response> {
  const key = await authorizeCompany(context, call.request, 'mail:webhooks');
  limitRate(context, key.site, call);
  const { url } = parseBody(mailWebhookRequest, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  const { kysely } = context.database;
  const { length } = await hooksOf(context, key);
  if (length >= MOST)
    throw new Problem('invalid-body', [
      { code: 'too-many-webhooks', path: 'url', fix: `at most ${MOST}: end another` },
    ]);
  const at = context.now().getTime();
  const id = newId(at);
  const secret = newWebhookSecret();
  await kysely
    .insertInto('mail_webhooks')
    .values({
      id,
      site: key.site,
      entity: key.company,
      url,
      secret_sealed: context.mail.seal({ secret }),
      previous_sealed: null,
      previous_until: null,
      created_at: at,
    })
    .execute();
  await noteKey(context, key, 'mail.webhook.add', { webhook: id, url });
  return json(201, { id, url, secret });
}

/** `GET /v1/mail/webhooks`: those of this key's site, with how much each has still to be told. */
export async function getWebhooks(context: Context, { request }: Call): Promise<Response> {
  const key = await authorizeCompany(context, request, 'mail:webhooks');
  const { kysely } = context.database;
  const webhooks = await Promise.all(
    (await hooksOf(context, key)).map(async ({ id, url, created_at }) => {
      const { waiting, dead } = await kysely
        .selectFrom('mail_deliveries')
        .select([sql<number>`count(next_at)`.as('waiting'), sql<number>`count(*) - count(next_at)`.as('dead')])
        .where('webhook', '=', id)
        .executeTakeFirstOrThrow();
      return { id, url, createdAt: new Date(created_at).toISOString(), waiting: Number(waiting), dead: Number(dead) };
    }),
  );
  return json(200, { webhooks });
}

/** `DELETE /v1/mail/webhooks/:id`: ends one, with what it has still to be told. */
export async function deleteWebhook(context: Context, call: Call): Promise<Response> {
  const { key, hook } = await own(context, call);
  await context.database.kysely.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('mail_webhooks').where('id', '=', hook.id).execute();
    await transaction.deleteFrom('mail_deliveries').where('webhook', '=', hook.id).execute();
  });
  await noteKey(context, key, 'mail.webhook.end', { webhook: hook.id });
  return json(200, { id: hook.id });
}

/** `POST /v1/mail/webhooks/:id/secret`: a new secret. The one before it signs too, for a day. */
export async function postWebhookSecret(context: Context, call: Call): Promise<Response> {
  const { key, hook } = await own(context, call);
  const secret = newWebhookSecret();
  const until = context.now().getTime() + OVERLAP_MS;
  await context.database.kysely
    .updateTable('mail_webhooks')
    .set({
      secret_sealed: context.mail.seal({ secret }),
      previous_sealed: hook.secret_sealed,
      previous_until: until,
    })
    .where('id', '=', hook.id)
    .execute();
  await noteKey(context, key, 'mail.webhook.secret', { webhook: hook.id });
  return json(200, { id: hook.id, secret, previousUntil: new Date(until).toISOString() });
}

/** `GET /v1/mail/webhooks/:id/dead`: what was given up, and why. */
export async function getDeadLetters(context: Context, call: Call): Promise<Response> {
  const { hook } = await own(context, call);
  const rows = await context.database.kysely
    .selectFrom('mail_deliveries as d')
    .innerJoin('mail_events as e', (join) =>
      join.onRef('e.member', '=', 'd.member').onRef('e.sequence', '=', 'd.sequence'),
    )
    .select(['e.id', 'd.attempts', 'd.failure', 'd.queued_at'])
    .where('d.webhook', '=', hook.id)
    .where('d.next_at', 'is', null)
    .orderBy('d.member')
    .orderBy('d.sequence')
    .limit(PAGE)
    .execute();
  return json(200, {
    dead: rows.map(({ id, attempts, failure, queued_at }) => ({
      id,
      attempts,
      failure,
      queuedAt: new Date(queued_at).toISOString(),
    })),
  });
}

/** `POST /v1/mail/webhooks/:id/replay`: tells everything after an entry once more, or what was given up; with the same ids. */
export async function postReplay(context: Context, call: Call): Promise<Response> {
  const { key, hook } = await own(context, call);
  const { after } = parseBody(mailReplayRequest, await readJson(call.request, BODY_LIMIT), 'invalid-body');
  const { kysely } = context.database;
  const at = context.now().getTime();
  const again = { queued_at: at, attempts: 0, next_at: at, failure: null };
  const { numAffectedRows = 0n } =
    after === undefined
      ? await kysely
          .updateTable('mail_deliveries')
          .set(again)
          .where('webhook', '=', hook.id)
          .where('next_at', 'is', null)
          .executeTakeFirst()
          .then(({ numUpdatedRows }) => ({ numAffectedRows: numUpdatedRows }))
      : await sql`INSERT INTO mail_deliveries (webhook, member, sequence, queued_at, attempts, next_at)
          SELECT ${hook.id}, member, sequence, ${at}, 0, ${at} FROM mail_events
          WHERE id >= ${millisecondOf(after)} AND id <> ${after.toLowerCase()} AND (responsible = ${hook.entity} OR topic_entity = ${hook.entity})
          ON CONFLICT (webhook, member, sequence) DO UPDATE
          SET queued_at = excluded.queued_at, attempts = 0, next_at = excluded.next_at`.execute(kysely);
  await noteKey(context, key, 'mail.webhook.replay', { webhook: hook.id, ...(after ? { after } : { dead: true }) });
  return json(200, { queued: Number(numAffectedRows) });
}

/** Sorts before every id of the same millisecond: what was chosen in one go has ids in no order within it. */
function millisecondOf(id: string): string {
  return `${id.toLowerCase().slice(0, 13)}${BEFORE_EVERY_ID.slice(13)}`;
}

function hooksOf({ database: { kysely } }: Context, { site }: CompanyKey): Promise<MailWebhookRow[]> {
  return kysely.selectFrom('mail_webhooks').selectAll().where('site', '=', site).orderBy('id').execute();
}

/** @throws {Problem} `unknown-webhook` */
async function own(context: Context, call: Call): Promise<{ key: CompanyKey; hook: MailWebhookRow }> {
  const key = await authorizeCompany(context, call.request, 'mail:webhooks');
  limitRate(context, key.site, call);
  const { id = '' } = call.params;
  const hook = isId(id) ? (await hooksOf(context, key)).find((one) => one.id === id) : undefined;
  if (!hook) throw new Problem('unknown-webhook');
  return { key, hook };
}
