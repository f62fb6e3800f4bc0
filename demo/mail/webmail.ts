import { originOf } from '../group/address.ts';
import type { SendingSystem } from '../sending/sending-system.ts';
import { html, plain } from '../server/respond.ts';
import { sharedAsset } from '../server/shared-asset.ts';
import { framePage } from './frame-page.ts';
import { inboxIntro } from './inbox-intro.ts';
import type { LinkIssuer } from './link-issuer.ts';
import type { Mailbox, Message } from './mailbox.ts';
import { messageView } from './message-view.ts';
import { pressOneClick } from './one-click.ts';
import { type Language, WORDS } from './words.ts';

const BODY_LIMIT = 2000;
/** A mail may bring its own style, and nothing that runs, or that is fetched from elsewhere. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};
/** `/en/m-1001/a1b2c3d4/source`: language, member, message, what of it, and its name. */
const PATH = /^(\/en)?\/(m-\d{4})(?:\/([\w-]+)(?:\/(source|part|unsubscribe)(?:\/([\w.-]+))?)?)?\/?$/;

/** What a webmail is made of. */
export interface WebmailOptions {
  readonly port: number;
  readonly boxes: readonly Mailbox[];
  readonly issuer: LinkIssuer;
  readonly system: SendingSystem;
}

/** A small webmail with a mailbox for each test member. It works without a script, and has none. */
export function webmail({ port, boxes, issuer, system }: WebmailOptions): (request: Request) => Promise<Response> {
  const byMember = new Map(boxes.map((box) => [box.member.id, box]));
  const sender = originOf('sender', port);
  const origin = originOf('mail', port);
  const guide = `http://localhost:${port}/`;

  return async (request) => {
    const { pathname } = new URL(request.url);
    const asset = await sharedAsset(pathname);
    if (asset) return asset;
    const first = boxes[0]?.member.id;
    if (/^\/(en\/?)?$/.test(pathname)) return seeOther(`${origin}${pathname.startsWith('/en') ? '/en' : ''}/${first}/`);
    const [, prefix = '', member = '', id, part, name] = PATH.exec(pathname) ?? [];
    const language: Language = prefix ? 'en' : 'ja';
    const box = byMember.get(member);
    if (!box) return plain('Not found.', 404);
    const root = `${prefix}/${member}/`;
    try {
      if (request.method === 'POST' && !isOwn(request, origin)) return plain('Only from the webmail itself.', 403);
      if (id === 'send' && request.method === 'POST') {
        const sent = await send(request, box, system);
        if (sent instanceof Response) return sent;
        if ('messageId' in sent) return seeOther(`${origin}${root}${box.find(sent.messageId)?.id ?? ''}/`);
        const { unsent, unsentTold, reasons } = WORDS[language];
        const main = notice(unsent, `${unsentTold} ${reasons[sent.reason] ?? sent.reason}`);
        const messages = await box.messages();
        return page(framePage({ language, box, messages, current: undefined, guide, path: root, title: unsent, main }));
      }
      const messages = await box.messages();
      const message = messages.find((one) => one.id === id);
      if (part === 'unsubscribe' && request.method === 'POST') {
        if (!message?.oneClick) return plain('Nothing to press in this mail.', 404);
        message.clicked = await pressOneClick(message.oneClick);
        return seeOther(`${origin}${root}${message.id}/`);
      }
      if (request.method !== 'GET' && request.method !== 'HEAD') return plain('Only GET.', 405);
      if (part) return message ? partOf(message, part, name) : plain('Not found.', 404);
      // Where a folder's address lacks its slash, as everywhere on the group's sites.
      if (!pathname.endsWith('/')) return seeOther(`${origin}${pathname}/`);
      const frame = { language, box, messages, current: message, guide, path: pathname };
      if (message) {
        message.isRead = true;
        const { letter, campaign, email } = message;
        const numbers = letter && (await issuer.numbers(letter.site, campaign));
        return page(
          framePage({
            ...frame,
            title: email.subject ?? '',
            main: messageView({ ...frame, message, root, numbers, sender }),
          }),
        );
      }
      if (id === undefined)
        return page(framePage({ ...frame, title: WORDS[language].inbox, main: inboxIntro(language, box.member) }));
      const { missing, missingTold } = WORDS[language];
      return page(framePage({ ...frame, title: missing, main: notice(missing, missingTold) }), 404);
    } catch (error) {
      const { failed, failedTold } = WORDS[language];
      const detail = error instanceof Error ? error.message : String(error);
      const main = notice(failed, `${failedTold} ${detail}`);
      return page(
        framePage({ language, box, messages: [], current: undefined, guide, path: root, title: failed, main }),
        502,
      );
    }
  };
}

/** A form of another site must not fill a mailbox, nor stop anybody's mail. */
function isOwn({ headers }: Request, origin: string): boolean {
  return headers.get('origin') === origin || headers.get('sec-fetch-site') === 'same-origin';
}

/** Asks the sending system for a letter. */
async function send(
  request: Request,
  box: Mailbox,
  system: SendingSystem,
): Promise<Response | Awaited<ReturnType<SendingSystem['sendTo']>>> {
  const form = new URLSearchParams((await request.text()).slice(0, BODY_LIMIT));
  const letter = box.letters.find(({ id }) => id === form.get('letter'));
  if (!letter) return plain('No such letter.', 400);
  await box.messages();
  return system.sendTo(letter, box.member);
}

function partOf({ source, email }: Message, part: string, name = ''): Response {
  if (part !== 'part' && part !== 'source') return plain('Not found.', 404);
  if (part === 'source') return plain(source.toString('latin1'), 200);
  const found = email.attachments.find(({ contentId }) => contentId === `<${name}>`);
  if (!found || typeof found.content === 'string') return plain('Not found.', 404);
  return new Response(found.content, {
    headers: { 'Cache-Control': 'no-store', 'Content-Type': found.mimeType, 'X-Content-Type-Options': 'nosniff' },
  });
}

function notice(title: string, text: string): string {
  return `<div class="reading empty"><h2>${title}</h2><p>${text.replaceAll('<', '&lt;')}</p></div>`;
}

function page(body: string, status = 200): Response {
  return html(body, { status, headers: HEADERS });
}

function seeOther(address: string): Response {
  return new Response(null, { status: 303, headers: { location: address, 'cache-control': 'no-store' } });
}
