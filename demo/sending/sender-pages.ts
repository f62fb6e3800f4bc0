import { originOf } from '../group/address.ts';
import { html, plain } from '../server/respond.ts';
import { sharedAsset } from '../server/shared-asset.ts';
import { senderPage } from './sender-page.ts';
import { OPTIONAL, type SendingSystem } from './sending-system.ts';

const BODY_LIMIT = 20_000;
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** The sending system's own host: its page, the address of its webhook, and what tells the page of changes. */
export function senderPages(port: number, system: SendingSystem): (request: Request) => Promise<Response> {
  const origin = originOf('sender', port);
  const places = { mail: originOf('mail', port), guide: `http://localhost:${port}/` };
  return async (request) => {
    const { pathname } = new URL(request.url);
    const asset = await sharedAsset(pathname);
    if (asset) return asset;
    if (request.method === 'POST' && pathname === '/webhook') return takeWebhook(request, system);
    if (request.method === 'POST' && pathname === '/send') return send(request, origin, system);
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain('Only GET.', 405);
    if (pathname === '/events') return events(system);
    if (pathname === '/') return html(senderPage(system, places), { headers: HEADERS });
    return plain('Not found.', 404);
  };
}

/** What is not signed by the consent API is not believed. */
async function takeWebhook(request: Request, system: SendingSystem): Promise<Response> {
  const body = await request.text();
  if (body.length > BODY_LIMIT) return plain('Too long.', 413);
  try {
    system.take(body, Object.fromEntries(request.headers));
  } catch {
    return plain('The signature does not fit.', 401);
  }
  return new Response(null, { status: 204 });
}

async function send(request: Request, origin: string, system: SendingSystem): Promise<Response> {
  // A form of another site must not send anybody mail.
  if (request.headers.get('origin') !== origin && request.headers.get('sec-fetch-site') !== 'same-origin')
    return plain('Only from the sending system itself.', 403);
  const form = new URLSearchParams((await request.text()).slice(0, BODY_LIMIT));
  const topic = OPTIONAL.find((one) => one === form.get('topic'));
  if (!topic) return plain('No such topic.', 400);
  try {
    await system.send(topic);
  } catch (error) {
    return plain(error instanceof Error ? error.message : String(error), 502);
  }
  return new Response(null, {
    status: 303,
    headers: { location: `${origin}/#${topic}`, 'cache-control': 'no-store' },
  });
}

/** Says that something has changed; the page then reads itself anew. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
function events(system: SendingSystem): Response {
  const encoder = new TextEncoder();
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
      end = system.watch(() => controller.enqueue(encoder.encode('data: changed\n\n')));
    },
    cancel: () => end(),
  });
  return new Response(stream, {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': 'text/event-stream',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
