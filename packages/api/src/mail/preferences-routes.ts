import { pickLanguage } from '@noren/model';
import type { MailSettings, ShownPreferences } from '@noren/model/mail';
import { type MailPreferencesRequest, mailPreferencesRequest } from '@noren/model/schema';
import type { Transaction } from 'kysely';
import type { Call, Context } from '../context.ts';
import type { MailMemberRow } from '../database/mail-tables.ts';
import type { Tables } from '../database/tables.ts';
import { type IfMatch, readIfMatch } from '../http/if-match.ts';
import { limitRate } from '../http/limit-rate.ts';
import { parseBody } from '../http/parse-body.ts';
import { parsePage } from '../http/parse-page.ts';
import { Problem, type ProblemEntry } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { json } from '../http/respond.ts';
import { GROUP, lockMember } from '../members/group-member.ts';
import { newId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import { appendEvents, type MailDraft } from './append-events.ts';
import { askConfirmation } from './ask-confirmation.ts';
import { batchEvents } from './batch-events.ts';
import { type MailReader, readMailCaller } from './mail-caller.ts';
import { findMailMember, lockMailMember, preferencesOf } from './mail-member.ts';
import { languageOfWording, settingsOf, shownMail } from './mail-site.ts';
import { CurrentChoices, canUndo, planChanges, planStopAll, planUndo } from './plan-change.ts';
import { preferencesTag, showPreferences } from './show-preferences.ts';

const BODY_LIMIT = 200_000;

/** `GET /v1/sites/:site/mail/preferences`: the topics of a site and what a member has chosen, with its version as `ETag`. */
export async function getPreferences(context: Context, site: Site, { request, cors }: Call): Promise<Response> {
  settingsOf(site);
  const caller = await readMailCaller(context, site, request);
  const { body, etag } = await read(context, site, caller, languageOf(site, request));
  return json(200, body, { ...cors, etag });
}

/**
 * `PATCH /v1/sites/:site/mail/preferences`: what a member has changed, if nobody has changed it since they read it (`If-Match`).
 * @throws {Problem} `if-match-required`, `invalid-if-match`, `preferences-changed` with the current state as `current`
 */
export async function patchPreferences(context: Context, site: Site, call: Call): Promise<Response> {
  const { request, cors } = call;
  limitRate(context, site.key, call);
  const caller = await readMailCaller(context, site, request);
  const settings = settingsFor(site, caller);
  const wanted = parseBody(mailPreferencesRequest, await readJson(request, BODY_LIMIT), 'invalid-body');
  const ifMatch = readIfMatch(request);
  // Links that recognise nobody are wanted, or not, of every company.
  if (caller.company !== undefined && wanted.untrackedLinks !== undefined) throw new Problem('sign-in-required');
  const language = await languageOfWording(context, site, wanted.wording);
  const batch = newId(context.now().getTime());
  const saved = await context.mailWriter.write(caller.reference, async (transaction) => {
    const at = context.now().getTime();
    const member = await presentMember(transaction, context, caller);
    if (!ifMatch.allows(preferencesTag(member))) return undefined;
    const rows = await preferencesOf(transaction, member.member);
    const current = new CurrentChoices(site.key, member, rows);
    const drafts = [
      ...(wanted.changes ? planChanges(settings, current, wanted.changes, caller) : []),
      ...(wanted.stopAll ? planStopAll(current) : []),
      ...(wanted.undo === undefined ? [] : await undo(transaction, member, current, caller, wanted.undo, at)),
      ...(await linksDraft(transaction, context, caller.reference, wanted)),
    ];
    if (drafts.length === 0) return { batch: null };
    const { reference } = caller;
    const mailOf = caller.actor === 'member' ? undefined : (caller.company ?? site.published.config.responsible);
    const address = addressOf(context, caller, member);
    const topics = drafts.flatMap(({ kind, topic }) => (kind === 'request' && topic !== null ? [topic] : []));
    if (topics.length > 0) {
      const instead = member.address_hash ?? undefined;
      const waiting = { address, reference, language, topics, ...(caller.actor === 'member' ? {} : { instead }) };
      await askConfirmation(transaction, context, site, member.member, batch, waiting, at);
    }
    await appendEvents(
      transaction,
      context,
      member,
      drafts,
      { site, source: 'preferences', actor: caller.actor, mailOf, wording: wanted.wording, language, at },
      {
        batch,
        changes: {
          departed_at: null,
          keep_until: null,
          // One that only the link of a mail names is the member's once a mail to it was answered.
          ...(address !== undefined && caller.actor === 'member'
            ? { address_hash: context.mail.hashAddress(address) }
            : {}),
        },
        // Who asks what is kept about an address is told of this too.
        ...(address !== undefined && topics.length > 0 ? { about: context.mail.hashAddress(address) } : {}),
      },
    );
    return { batch: wanted.stopAll && !canUndo(drafts) ? null : batch, isAsked: topics.length > 0 };
  });
  const { body, etag } = await read(context, site, caller, language);
  if (saved?.isAsked) context.confirmations?.wake();
  if (!saved) throw new Problem('preferences-changed', weakTag(ifMatch), { etag }, { current: body });
  return json(200, { ...body, batch: saved.batch }, { ...cors, etag });
}

/** `GET /v1/sites/:site/mail/preferences/history`: what a member has chosen, and what became of it, newest first. */
export async function getPreferencesHistory(context: Context, site: Site, { request, cors }: Call): Promise<Response> {
  const { limit, before } = parsePage(new URL(request.url).searchParams);
  settingsOf(site);
  const { reference, company } = await readMailCaller(context, site, request);
  const { kysely } = context.database;
  const member = await findMailMember(kysely, context, reference);
  if (!member || member.departed_at !== null) return json(200, { events: [], next: null }, cors);
  const rows = await kysely
    .selectFrom('mail_events')
    .select(['sequence', 'hash', 'body'])
    .where('member', '=', member.member)
    .where('sequence', '<', before)
    .$if(company !== undefined, (query) => query.where('topic_entity', '=', company ?? ''))
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const events = page.map(({ hash, body }) => ({ ...JSON.parse(body), hash }));
  return json(200, { events, next: rows.length > limit ? String(page.at(-1)?.sequence) : null }, cors);
}

/** A weak tag names no version that could be overwritten, whatever it was before something on the way has weakened it. */
function weakTag({ weak }: IfMatch): ProblemEntry[] {
  return weak === undefined
    ? []
    : [
        {
          code: 'weak-if-match',
          path: 'if-match',
          received: weak,
          fix: 'the tag without W/, where this is its version',
        },
      ];
}

function languageOf({ published: { config } }: Site, request: Request): string {
  const wish = new URL(request.url).searchParams.get('language') ?? undefined;
  return pickLanguage(config.languages, [wish]);
}

/** What a site offers to whoever asks: by the link of a group company's mail, its topics and the service notices. */
function settingsFor(site: Site, { company }: MailReader): MailSettings {
  const settings = settingsOf(site);
  if (company === undefined) return settings;
  return {
    ...settings,
    topics: settings.topics.filter((topic) => topic.class === 'service' || topic.entity === company),
  };
}

/** Where a confirmation may go. What a group company says of a member's address counts where the member has said so before: it asks for itself. */
function addressOf({ mail }: Context, { address, company }: MailReader, member: MailMemberRow): string | undefined {
  if (address === undefined || company === undefined) return address;
  return mail.hashAddress(address) === member.address_hash ? address : undefined;
}

async function read(
  context: Context,
  site: Site,
  caller: MailReader,
  language: string,
): Promise<{ body: ShownPreferences; etag: string }> {
  const { database, hashMember } = context;
  const { reference, actor } = caller;
  const shown = await shownMail(context, site, language);
  const { kysely } = database;
  // The version first: what is read after it is this version or a newer one, and a change of a newer one is refused.
  const member = await findMailMember(kysely, context, reference);
  const rows = member ? await preferencesOf(kysely, member.member) : [];
  const links = await kysely
    .selectFrom('group_members')
    .select('untracked_links')
    .where('reference_hash', '=', hashMember(GROUP, reference))
    .executeTakeFirst();
  const untracked = links?.untracked_links === 1;
  const body = showPreferences(site, settingsOf(site), shown, member, rows, untracked, actor === 'member');
  const open = new Set(settingsFor(site, caller).topics.map(({ id }) => id));
  return {
    body: { ...body, topics: body.topics.filter(({ id }) => open.has(id)) },
    etag: preferencesTag(member),
  };
}

/** A sign-in of before a member left does not bring them back; one of after it does. @throws {Problem} `member-not-verified`, `link-expired` */
async function presentMember(
  transaction: Transaction<Tables>,
  context: Context,
  { reference, issuedAt }: MailReader,
): Promise<MailMemberRow> {
  const member = await lockMailMember(transaction, context, reference);
  if (member.departed_at === null) return member;
  if (issuedAt === undefined) throw new Problem('link-expired');
  if (issuedAt > member.departed_at) return member;
  throw new Problem('member-not-verified', [
    { code: 'member-not-verified', path: 'authorization', fix: 'sign in again: this member had left' },
  ]);
}

/** @throws {Problem} `too-late-to-undo` */
async function undo(
  transaction: Transaction<Tables>,
  member: MailMemberRow,
  current: CurrentChoices,
  { actor }: MailReader,
  batch: string,
  at: number,
): Promise<MailDraft[]> {
  const drafts = planUndo(current, await batchEvents(transaction, member.member, batch.toLowerCase()), actor, at);
  if (drafts.length === 0) throw new Problem('too-late-to-undo');
  return drafts;
}

/** Keeps whether links in future mail may recognise the member (R4.5), and says so in the history where that is new. */
async function linksDraft(
  transaction: Transaction<Tables>,
  { database, hashMember }: Context,
  reference: string,
  { untrackedLinks }: MailPreferencesRequest,
): Promise<MailDraft[]> {
  if (untrackedLinks === undefined) return [];
  const hash = hashMember(GROUP, reference);
  await lockMember(transaction, database.engine, hash, GROUP);
  const changed = await transaction
    .updateTable('group_members')
    .set({ untracked_links: untrackedLinks ? 1 : 0 })
    .where('reference_hash', '=', hash)
    .where('untracked_links', '!=', untrackedLinks ? 1 : 0)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return [];
  return [
    { kind: 'links', topic: null, channel: null, before: { state: 'off' }, after: { state: 'off' }, untrackedLinks },
  ];
}
