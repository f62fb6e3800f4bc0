import { html, json } from '../server/respond.ts';
import { answerTag } from './answer-tag.ts';
import type { FaultSwitch } from './fault-switch.ts';
import type { ReceivedLog } from './received.ts';
import { receivedPage } from './received-page.ts';
import { serviceOf } from './tag-paths.ts';
import { readVisit } from './visit.ts';

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
    const { kind, response, events = [] } = await answerTag(visit);
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

// Providers answer any page, with credentials: that is what makes them third parties. Here any page of this machine.
function withCors(response: Response, request: Request): Response {
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin) || !/(^|\.)localhost$/.test(new URL(origin).hostname)) return response;
  response.headers.set('Access-Control-Allow-Origin', origin);
  response.headers.set('Access-Control-Allow-Credentials', 'true');
  response.headers.set('Access-Control-Allow-Headers', 'authorization, content-type, sp-anonymous');
  response.headers.set('Access-Control-Allow-Methods', 'GET, POST, DELETE');
  response.headers.set('Timing-Allow-Origin', origin);
  response.headers.append('Vary', 'Origin');
  return response;
}
