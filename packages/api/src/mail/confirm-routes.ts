import { html, type Markup } from '@noren/model/pages';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { Problem } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';
import { confirmedAddress, confirmMail } from './confirm-mail.ts';
import { findMailMember, preferencesOf } from './mail-member.ts';
import { type MailView, mailPage, mailView, told } from './mail-page.ts';
import type { ConfirmClaims } from './mail-tokens.ts';
import { readForm } from './read-form.ts';

/** `GET /v1/mail/confirm/:token`: a page with a button. It changes nothing: a scanner that opens links confirms nobody's mail. */
export async function getConfirm(context: Context, call: Call): Promise<Response> {
  const claims = await open(context, call);
  const view = await mailView(context, await context.sites.get(claims.site), call);
  if (isExpired(context, claims)) return ended(context, view, 410, 'expired');
  const asked = await askedFor(context, view.site, claims);
  if (asked.length === 0) return ended(context, view, 409, 'gone');
  if (!asked.some(({ state }) => state === 'pending'))
    return confirmed(
      context,
      view,
      asked.map(({ topic }) => topic),
    );
  return mailPage(
    context,
    view,
    200,
    view.word('confirmTitle'),
    html`<p class="lead">${view.word('confirmQuestion')}</p>
${topicList(
  view,
  asked.map(({ topic }) => topic),
)}<form method="post" class="acts"><button name="act" value="confirm">${view.word('confirm')}</button></form>
<p>${view.word('confirmIgnore')}</p>
`,
  );
}

/** `POST` of the same address: its button. The same answer however often it comes. */
export async function postConfirm(context: Context, call: Call): Promise<Response> {
  const claims = await open(context, call);
  const site = await context.sites.get(claims.site);
  limitRate(context, site.key, call);
  const form = await readForm(call.request);
  if (form.get('act') !== 'confirm')
    throw new Problem('invalid-body', [{ code: 'invalid-form', path: 'act', fix: 'confirm' }]);
  const view = await mailView(context, site, call);
  if (isExpired(context, claims)) return ended(context, view, 410, 'expired');
  const proof = { wording: view.shown.hash, language: view.language };
  const topics = await confirmMail(context, site, claims, proof);
  return topics.length > 0 ? confirmed(context, view, topics) : ended(context, view, 409, 'gone');
}

function confirmed(context: Context, view: MailView, topics: readonly string[]): Response {
  const body = html`${told(view.word('confirmed'))}${topicList(view, topics)}<p>${view.word('mailStop')}</p>
`;
  return mailPage(context, view, 200, view.word('confirmTitle'), body);
}

function ended(context: Context, view: MailView, status: number, why: 'expired' | 'gone'): Response {
  const body = html`<p>${view.word(`${why}Body`)}</p>
`;
  return mailPage(context, view, status, view.word(`${why}Title`), body);
}

function topicList({ shown }: MailView, topics: readonly string[]): Markup {
  const wanted = shown.wording.topics.filter(({ id }) => topics.includes(id));
  return html`<ul class="topics">${wanted.map(
    ({ title, company, description }) =>
      html`<li><strong>${title}</strong> <small>${company}</small><p>${description}</p></li>`,
  )}</ul>
`;
}

/** What was asked for in the batch and still stands. */
async function askedFor(context: Context, site: Site, claims: ConfirmClaims) {
  const { member: reference, batch } = claims;
  const { kysely } = context.database;
  const member = await findMailMember(kysely, context, reference);
  const isTheirs = member?.departed_at === null && (await confirmedAddress(kysely, member, claims)) !== undefined;
  const rows = isTheirs ? await preferencesOf(kysely, member.member) : [];
  return rows.filter(
    (row) => row.site === site.key && row.batch === batch && row.channel === 'email' && row.state !== 'off',
  );
}

function isExpired({ now }: Context, { expiresAt }: ConfirmClaims): boolean {
  return expiresAt * 1000 <= now().getTime();
}

/** @throws {Problem} `link-invalid` */
async function open({ mail }: Context, { params }: Call): Promise<ConfirmClaims> {
  const claims = await mail.tokens.open(params.token ?? '', 'confirm');
  if (!claims) throw new Problem('link-invalid');
  return claims;
}
