import { fileResponse } from '../server/file-response.ts';
import { html, json, plain } from '../server/respond.ts';
import type { FaultSwitch } from './fault-switch.ts';
import { pixel } from './pixel.ts';
import { isPosthogCapture, POSTHOG_SETTINGS, posthogEvents } from './posthog.ts';
import type { Received, ReceivedLog } from './received.ts';
import { receivedPage } from './received-page.ts';
import { SNOWPLOW_POST, snowplowEvents } from './snowplow.ts';
import { tagFiles } from './tag-files.ts';
import { serviceOf } from './tag-paths.ts';
import { thirdPartyCookie } from './third-party-cookie.ts';
import { videoFrame } from './video-frame.ts';
import { readVisit, type Visit } from './visit.ts';

/** What an answer is made of, and what is written down about it. */
interface Answer {
  readonly kind: Received['kind'];
  readonly response: Response;
  readonly events?: readonly string[];
}

/**
 * Stands in for all providers: serves their tags, takes their events, beacons, pixels and frames, sets their cookies,
 * and writes down what arrived. `__received` and `__fault` are for tests and for the panel.
 */
export function thirdParty(log: ReceivedLog, faults: FaultSwitch): (request: Request) => Promise<Response> {
  return async (request) => {
    const visit = readVisit(request);
    const { pathname, search, searchParams } = visit.url;
    if (request.method === 'OPTIONS') return withCors(new Response(null, { status: 204 }), request);
    if (pathname === '/__received') {
      if (request.method === 'DELETE') log.clear();
      return withCors(json(log.list({ site: searchParams.get('site') ?? undefined })), request);
    }
    if (pathname === '/__fault') return withCors(await faults.answer(request), request);
    if (pathname === '/') return html(receivedPage(log.list()));
    if (pathname === '/favicon.ico') return new Response(null, { status: 204 });
    const { kind, response, events = [] } = await answer(visit);
    log.add({
      method: request.method,
      path: pathname + search,
      site: visit.site,
      kind,
      service: serviceOf(pathname + search) ?? null,
      events,
      cookies: [...visit.cookies.keys()],
    });
    return withCors(response, request);
  };
}

async function answer({ request, url, cookies }: Visit): Promise<Answer> {
  const { pathname, searchParams } = url;
  const file = tagFiles[pathname];
  if (file && Object.hasOwn(tagFiles, pathname)) return { kind: 'tag', response: await fileResponse(file) };
  const cookie = (name: string, days: number): string => thirdPartyCookie(name, cookies.get(name), days);
  if (pathname === SNOWPLOW_POST && request.method === 'POST') {
    const events = snowplowEvents(await request.text(), searchParams);
    return { kind: 'event', events, response: new Response('ok', { headers: { 'Set-Cookie': cookie('sp', 365) } }) };
  }
  if (pathname === '/i') return { kind: 'event', events: snowplowEvents('', searchParams), response: pixel(cookie('sp', 365)) };
  if (isPosthogCapture(pathname)) {
    const events = posthogEvents(new Uint8Array(await request.arrayBuffer()));
    return { kind: 'event', events, response: json({ status: 1 }) };
  }
  if (/^\/(flags|decide|array)\b/.test(pathname)) {
    const script = pathname.endsWith('.js');
    return { kind: 'settings', response: script ? new Response('', { headers: { 'Content-Type': 'text/javascript' } }) : json(POSTHOG_SETTINGS) };
  }
  if (pathname === '/ad/pixel.gif') return { kind: 'pixel', response: pixel(cookie('tp_uid', 90)) };
  if (pathname === '/ad/collect' && request.method === 'POST') {
    const sent = (await request.text()).slice(0, 200);
    return { kind: 'beacon', events: [new URLSearchParams(sent).get('event') ?? 'unknown'], response: new Response(null, { status: 204 }) };
  }
  if (pathname === '/video/embed') return { kind: 'frame', response: videoFrame(searchParams.get('title') ?? '', cookie('tp_video', 30)) };
  if (pathname === '/video/played' && request.method === 'POST') return { kind: 'beacon', events: ['played'], response: new Response(null, { status: 204 }) };
  return { kind: 'other', response: plain('Nothing here.', 404) };
}

// Providers answer any page, with credentials: that is what makes them third parties. Here any page of this machine.
function withCors(response: Response, request: Request): Response {
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin) || !/(^|\.)localhost$/.test(new URL(origin).hostname)) return response;
  response.headers.set('Access-Control-Allow-Origin', origin);
  response.headers.set('Access-Control-Allow-Credentials', 'true');
  response.headers.set('Access-Control-Allow-Headers', 'content-type, sp-anonymous');
  response.headers.set('Access-Control-Allow-Methods', 'GET, POST, DELETE');
  response.headers.set('Timing-Allow-Origin', origin);
  response.headers.append('Vary', 'Origin');
  return response;
}
