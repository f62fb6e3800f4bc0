import type { IncomingMessage } from 'node:http';

/** What an embedding server may hand to `fetch` beside the request, as `@hono/node-server` does. */
export interface FetchEnv {
  readonly incoming?: Pick<IncomingMessage, 'socket'> | undefined;
}

/** The address that a request came from. Undefined where the embedding server does not tell: then nobody is limited. */
export function callerAddress(request: Request, env: FetchEnv | undefined, trustProxy: boolean): string | undefined {
  // The last entry is what the nearest proxy saw; those before it are what the caller claims.
  const forwarded = trustProxy ? request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || env?.incoming?.socket?.remoteAddress;
}

/** The host, with its port, that the browser asked for. */
export function requestHost(request: Request, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers.get('x-forwarded-host')?.split(',').at(-1)?.trim() : undefined;
  return (forwarded || request.headers.get('host') || new URL(request.url).host).toLowerCase();
}

/** Where the caller reached this API, without a path. */
export function requestOrigin(request: Request, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() : undefined;
  const protocol = forwarded === 'https' || forwarded === 'http' ? `${forwarded}:` : new URL(request.url).protocol;
  return `${protocol}//${requestHost(request, trustProxy)}`;
}
