import type { FetchEnv } from '@noren/api';
import { API_PATH, HOSTS } from '../group/address.ts';
import { plain } from './respond.ts';

/** Answers a request; the server tells where it came from. */
export type Handler = (request: Request, env?: FetchEnv) => Response | Promise<Response>;

/** Who answers on which host. */
export interface Handlers {
  readonly api: Handler;
  readonly guide: Handler;
  readonly portal: Handler;
  readonly energy: Handler;
  readonly solutions: Handler;
  readonly thirdparty: Handler;
  readonly mail: Handler;
  readonly sender: Handler;
}

/** One port, many sites: the `Host` header says which. A name that is not of this demo is refused. */
export function routeByHost(handlers: Handlers): Handler {
  return async (request, env) => {
    const { hostname, pathname } = new URL(request.url);
    if (hostname === HOSTS.portal && isApi(pathname)) return handlers.api(request, env);
    if (hostname === HOSTS.portal) return handlers.portal(request);
    if (hostname === HOSTS.energy) return handlers.energy(request);
    if (hostname === HOSTS.solutions) return handlers.solutions(request);
    if (hostname === HOSTS.thirdparty) return handlers.thirdparty(request);
    if (hostname === HOSTS.mail) return handlers.mail(request);
    if (hostname === HOSTS.sender) return handlers.sender(request);
    if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return handlers.guide(request);
    return plain(`No site "${hostname}" here.`, 421);
  };
}

/** Whether a path on the portal's host belongs to the consent API: its own folder, and its keys at the well-known place. */
export function isApi(pathname: string): boolean {
  return [API_PATH, '/.well-known'].some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
