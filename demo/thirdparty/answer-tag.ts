import { fileResponse } from '../server/file-response.ts';
import { json, plain } from '../server/respond.ts';
import { pixel } from './pixel.ts';
import { isPosthogCapture, isPosthogSettings, POSTHOG_SETTINGS, posthogEvents } from './posthog.ts';
import type { Received } from './received.ts';
import { SNOWPLOW_GET, SNOWPLOW_POST, snowplowEvents } from './snowplow.ts';
import { tagFiles } from './tag-files.ts';
import { thirdPartyCookie } from './third-party-cookie.ts';
import { videoFrame } from './video-frame.ts';
import type { Visit } from './visit.ts';

/** What a provider answers, and what is written down about it. */
export interface Answer {
  readonly kind: Received['kind'];
  readonly response: Response;
  /** Names of the events that arrived. */
  readonly events?: readonly string[];
}

/** Answers as the provider to whom the path belongs. */
export async function answerTag(visit: Visit): Promise<Answer> {
  const { pathname } = visit.url;
  const file = Object.hasOwn(tagFiles, pathname) ? tagFiles[pathname] : undefined;
  if (file) return { kind: 'tag', response: await fileResponse(file) };
  const answer = Object.hasOwn(answers, pathname) ? answers[pathname] : undefined;
  if (answer) return answer(visit);
  if (isPosthogCapture(pathname)) return posthog(visit);
  if (isPosthogSettings(pathname)) return { kind: 'settings', response: json(POSTHOG_SETTINGS) };
  return { kind: 'other', response: plain('Nothing here.', 404) };
}

const answers: Readonly<Record<string, (visit: Visit) => Promise<Answer>>> = {
  [SNOWPLOW_POST]: async (visit) => {
    const events = snowplowEvents(await visit.request.text(), visit.url.searchParams);
    return {
      kind: 'event',
      events,
      response: new Response('ok', { headers: { 'Set-Cookie': cookie(visit, 'sp', 365) } }),
    };
  },
  [SNOWPLOW_GET]: async (visit) => {
    const events = snowplowEvents('', visit.url.searchParams);
    return { kind: 'event', events, response: pixel(cookie(visit, 'sp', 365)) };
  },
  '/segment/v1/p': segment,
  '/segment/v1/t': segment,
  '/plausible/event': async ({ request }) => {
    const { n } = (await request.json().catch(() => ({}))) as { n?: unknown };
    return { kind: 'event', events: [String(n)], response: new Response('ok', { status: 202 }) };
  },
  '/ad/pixel.gif': async (visit) => ({ kind: 'pixel', response: pixel(cookie(visit, 'tp_uid', 90)) }),
  '/ad/collect': async ({ request }) => {
    const sent = new URLSearchParams(await request.text());
    return { kind: 'beacon', events: sent.getAll('event'), response: new Response(null, { status: 204 }) };
  },
  '/video/embed': async (visit) => {
    const title = visit.url.searchParams.get('title') ?? '';
    return { kind: 'frame', response: videoFrame(title, cookie(visit, 'tp_video', 30)) };
  },
  '/video/played': async () => ({ kind: 'beacon', events: ['played'], response: new Response(null, { status: 204 }) }),
};

async function segment({ request }: Visit): Promise<Answer> {
  const { type, event } = (await request.json().catch(() => ({}))) as { type?: unknown; event?: unknown };
  return { kind: 'event', events: [String(type === 'track' ? event : type)], response: json({ success: true }) };
}

async function posthog({ request }: Visit): Promise<Answer> {
  const events = posthogEvents(new Uint8Array(await request.arrayBuffer()));
  return { kind: 'event', events, response: json({ status: 1 }) };
}

function cookie({ cookies }: Visit, name: string, days: number): string {
  return thirdPartyCookie(name, cookies.get(name), days);
}
