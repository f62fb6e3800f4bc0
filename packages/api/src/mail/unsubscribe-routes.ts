import { addressIn } from '@noren/model';
import { html, type Markup } from '@noren/model/pages';
import type { Call, Context } from '../context.ts';
import { limitRate } from '../http/limit-rate.ts';
import { Problem, SECURITY_HEADERS } from '../http/problem.ts';
import { isId } from '../new-id.ts';
import type { Site } from '../sites/site.ts';
import { findMailMember, preferencesOf } from './mail-member.ts';
import { type MailView, mailPage, mailView, told } from './mail-page.ts';
import type { StopClaims } from './mail-tokens.ts';
import { CurrentChoices, UNDO_MS } from './plan-change.ts';
import { readForm } from './read-form.ts';
import { stopMail, undoStop } from './stop-mail.ts';

/** What of a mail's unsubscribe link is needed to act on it. */
interface Held {
  readonly claims: StopClaims;
  readonly site: Site;
}

/**
 * `POST /v1/mail/unsubscribe/:token`: a mail client's one click (`List-Unsubscribe=One-Click`), or a button of the page. No cookie,
 * no sign-in, no redirect; the same answer however often it comes.
 * @see https://www.rfc-editor.org/rfc/rfc8058
 */
export async function postUnsubscribe(context: Context, call: Call): Promise<Response> {
  const held = await hold(context, call);
  const form = await readForm(call.request);
  if (form.get('List-Unsubscribe') === 'One-Click') {
    // Not counted: a mail service clicks for millions of readers from a few addresses, and only who has a mail has a token.
    await stopMail(context, held.site, {
      claims: held.claims,
      act: 'stop',
      source: 'one-click',
      wording: null,
      language: null,
    });
    return new Response('Unsubscribed.\n', {
      headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  }
  limitRate(context, held.site.key, call);
  return actOnPage(context, call, held, form);
}

/** `GET` of the same address: a page with the buttons. It changes nothing, for link scanners and prefetchers open it too. */
export async function getUnsubscribe(context: Context, call: Call): Promise<Response> {
  const held = await hold(context, call);
  const view = await mailView(context, held.site, call);
  return mailPage(context, view, 200, view.word('unsubscribeTitle'), await question(context, view, held.claims));
}

async function actOnPage(
  context: Context,
  call: Call,
  { claims, site }: Held,
  form: ReadonlyMap<string, string>,
): Promise<Response> {
  const view = await mailView(context, site, call);
  const proof = { wording: view.shown.hash, language: view.language };
  const page = (body: Markup, status = 200) =>
    mailPage(context, view, status, view.word('unsubscribeTitle'), body, [view.language]);
  const act = form.get('act');
  if (act === 'stop' || act === 'stop-all') {
    const { isNew, batch } = await stopMail(context, site, { claims, act, source: 'unsubscribe-page', ...proof });
    const topic = view.title(claims.topic);
    const words = act === 'stop' ? view.word('stopped', { topic }) : view.word('stoppedAll');
    const now = context.now().getTime();
    return page(html`${told(words)}${isNew && html`<p>${view.word('savedAt', { time: view.time(now) })}</p>`}<p>${view.word('alreadySent')}</p>
<p>${view.word('stillComes')}</p>
${
  batch !== null &&
  html`<form method="post" class="undo"><p>${view.word('undoUntil', { time: view.time(now + UNDO_MS) })}</p><input type="hidden" name="batch" value="${batch}"><button class="quiet" name="act" value="undo">${view.word('undo')}</button></form>
`
}${preferencesLink(view)}`);
  }
  const batch = form.get('batch') ?? '';
  if (act === 'undo' && isId(batch)) {
    const undone = await undoStop(context, site, claims, batch, proof);
    return page(html`${told(view.word(undone ? 'undone' : 'undoLate'))}${preferencesLink(view)}`, undone ? 200 : 409);
  }
  throw new Problem('invalid-body', [{ code: 'invalid-form', fix: 'List-Unsubscribe=One-Click' }]);
}

async function question(context: Context, view: MailView, claims: StopClaims): Promise<Markup> {
  const { kysely } = context.database;
  const member = await findMailMember(kysely, context, claims.member);
  const rows = member && member.departed_at === null ? await preferencesOf(kysely, member.member) : [];
  const current = new CurrentChoices(view.site.key, member, rows);
  const topic = view.title(claims.topic);
  const row = current.row(claims.topic, claims.channel);
  const hasLeft = member !== undefined && member.departed_at !== null;
  const isOff = hasLeft || row?.state === 'off';
  // Whatever the member has chosen: a company holds the links of its mail, and what else somebody is sent is not its to know.
  const others = view.settings.topics.some(({ id, class: kind }) => kind !== 'service' && id !== claims.topic);
  return html`${
    isOff
      ? told(view.word('isOff', { topic }))
      : html`<p class="lead">${view.word('unsubscribeQuestion', { topic })}</p>
<p>${view.word('unsubscribeHint')}</p>
`
  }${
    (!isOff || others) &&
    html`<form method="post" class="acts">${!isOff && html`<button name="act" value="stop">${view.word('stop', { topic })}</button>`}${
      others && html`<button class="quiet" name="act" value="stop-all">${view.word('stopAll')}</button>`
    }</form>
`
  }<p>${view.word('stillComes')}</p>
${preferencesLink(view)}`;
}

/** Leads on to the page where everything can be chosen. It asks for a sign-in: this link never expires, and may have been forwarded. */
function preferencesLink({ site, settings, language, word }: MailView): Markup | false {
  const { preferencesUrl } = settings;
  if (!preferencesUrl) return false;
  const url = addressIn(preferencesUrl, language, site.published.config.languages);
  return html`<p><a href="${url}">${word('preferences')}</a></p>
`;
}

/** @throws {Problem} `link-invalid`, `unknown-site`, `mail-off` */
async function hold(context: Context, { params }: Call): Promise<Held> {
  const claims = await context.mail.tokens.open(params.token ?? '', 'stop');
  if (!claims) throw new Problem('link-invalid');
  return { claims, site: await context.sites.get(claims.site) };
}
