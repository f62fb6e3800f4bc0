import { addressIn, fill, pickLanguage } from '@noren/model';
import { type MailSettings, type MailWord, mailWords } from '@noren/model/mail';
import { html, isRightToLeft, languageName, type Markup } from '@noren/model/pages';
import type { Call, Context, Handler } from '../context.ts';
import { Problem, type ProblemCode, SECURITY_HEADERS } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';
import { type ShownMail, settingsOf, shownMail } from './mail-site.ts';

/** What the pages behind a mail's links are made from, in the language of their reader. */
export interface MailView {
  readonly site: Site;
  readonly settings: MailSettings;
  readonly shown: ShownMail;
  readonly language: string;
  word(word: MailWord, values?: Readonly<Record<string, string>>): string;
  /** Title of a topic; its id where the site offers it no more. */
  title(topic: string): string;
  /** Day and time in the site's time zone. */
  time(at: number): string;
}

/** The view for whoever asks: by `?language=`, else as their browser prefers. */
export async function mailView(context: Context, site: Site, call: Call): Promise<MailView> {
  return viewIn(context, site, pickLanguage(site.published.config.languages, wishes(call)));
}

/** The view in a language of the site. */
export async function viewIn(context: Context, site: Site, language: string): Promise<MailView> {
  const shown = await shownMail(context, site, language);
  const { timeZone = 'Asia/Tokyo' } = site.published.config;
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return {
    site,
    settings: settingsOf(site),
    shown,
    language,
    word: (word, values = {}) => fill(shown.wording.words[word] ?? '', values),
    title: (topic) => shown.wording.topics.find(({ id }) => id === topic)?.title ?? topic,
    time: (at) => clock.format(at),
  };
}

function wishes({ request }: Call): (string | undefined)[] {
  const asked = new URL(request.url).searchParams.get('language') ?? undefined;
  const accepted = (request.headers.get('accept-language') ?? '').split(',').map((part) => part.split(';')[0]?.trim());
  return [asked, ...accepted];
}

/**
 * A page of a site.
 * @param languages that it can be had in; of what a button has done there is one, and its undo is on that page alone
 */
export function mailPage(
  context: Context,
  view: MailView,
  status: number,
  title: string,
  body: Markup,
  languages: readonly string[] = view.site.published.config.languages,
): Response {
  const { site, settings, shown, language, word } = view;
  const { name, address } = shown.wording.sender;
  const contact = addressIn(settings.sender.contact, language, site.published.config.languages);
  const foot = html`<footer><p><small>${word('sender')}<br>${name}<br>${address}</small></p>
<p><a href="${contact}" rel="noopener noreferrer">${word('contact')}</a></p></footer>
`;
  return frame(context, { language, languages, name, title, body, foot, status });
}

const REFUSALS: Partial<Record<ProblemCode, readonly [title: MailWord, body: MailWord]>> = {
  'link-invalid': ['invalidTitle', 'invalidBody'],
  'mail-off': ['overTitle', 'overBody'],
  'unknown-site': ['overTitle', 'overBody'],
};

/**
 * Tells whoever has opened a link of a mail a refusal as a page, in the words that are shipped: what no site can be told from
 * has none of its own. A mail client's click is answered as every other program's call.
 */
export function forReader(handle: Handler): Handler {
  return async (context, call) => {
    try {
      return await handle(context, call);
    } catch (error) {
      const { method, headers } = call.request;
      const isReader = method === 'GET' || headers.get('accept')?.includes('text/html') === true;
      if (!(error instanceof Problem) || !isReader) throw error;
      return refusalPage(context, call, error);
    }
  };
}

function refusalPage(context: Context, call: Call, { code, status, headers }: Problem): Response {
  const [title, body] = REFUSALS[code] ?? ['refusedTitle', 'refusedBody'];
  const languages = ['ja', 'en'];
  const language = pickLanguage(languages, wishes(call));
  const words = mailWords(language);
  const text = html`<p>${words[body]}</p>
`;
  // The page of a pressed button is no address that another language could be asked of.
  const shown = call.request.method === 'GET' ? languages : [language];
  const page = frame(context, {
    language,
    languages: shown,
    name: '',
    title: words[title],
    body: text,
    foot: html``,
    status,
  });
  for (const [name, value] of Object.entries(headers)) page.headers.set(name, value);
  return page;
}

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

interface Frame {
  readonly language: string;
  readonly languages: readonly string[];
  readonly name: string;
  readonly title: string;
  readonly body: Markup;
  readonly foot: Markup;
  readonly status: number;
}

/** Nobody keeps the page, no search engine lists it, and it tells no other site its own address, which carries the token. */
function frame({ basePath }: Context, { language, languages, name, title, body, foot, status }: Frame): Response {
  const others = languages.filter((one) => one !== language);
  const page = html`<!doctype html>
<html lang="${language}"${isRightToLeft(language) && html` dir="rtl"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name ? `${title} | ${name}` : title}</title>
<link rel="stylesheet" href="${basePath}/v1/mail/pages.css">
</head>
<body>
<header><p>${name}</p>${
    others.length > 0 &&
    html`<nav>${others.map((one) => html`<a href="?language=${one}" hreflang="${one}" lang="${one}">${languageName(one)}</a> `)}</nav>`
  }</header>
<main>
<h1>${title}</h1>
${body}</main>
${foot}</body>
</html>
`;
  return new Response(page.text, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'content-language': language,
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      vary: 'Accept-Language',
    },
  });
}

/** Says how something ended. */
export function told(words: string): Markup {
  return html`<p class="told" role="status">${words}</p>
`;
}
