import type { ServerResponse } from 'node:http';
import type { Middleware } from '@web/dev-server-core';

/** How an endpoint answers one request. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends `{ id }` of the request's JSON, as the consent API does, with this added. */
  readonly confirm?: Readonly<Record<string, unknown>>;
  /** Bodies by the name of the file that is asked for; what has another name gets the rest of this answer. */
  readonly files?: Readonly<Record<string, string>>;
  /** Sends the browser on to the file of the same name in this folder. */
  readonly onTo?: string;
  /** Breaks the connection instead of answering. */
  readonly drop?: boolean;
  /** Sends the body and keeps the answer open for more. */
  readonly open?: boolean;
  /** Waits until other answers are given; a text: only where the name of the file begins so. */
  readonly hold?: boolean | string;
}

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a test tells an endpoint. */
export type Order =
  | { readonly answers: readonly Answer[] }
  | { readonly more: string; readonly end: boolean }
  | { readonly seen: number };

class Endpoint {
  answers: Answer[] = [];
  readonly seen: Seen[] = [];
  stream: ServerResponse | undefined;
  #waiting: (() => void)[] = [];

  /** Settles when something has happened here. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  changed(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** The answer to the next request; the last one given stays. */
  async next(file: string): Promise<Answer> {
    const isHeld = ({ hold = false }: Answer): boolean => (typeof hold === 'string' ? file.startsWith(hold) : hold);
    while (!this.answers[0] || isHeld(this.answers[0])) await this.change();
    return (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? {};
  }
}

const endpoints = new Map<string, Endpoint>();

/**
 * Real addresses whose answers a test decides, also while a request waits: `/endpoint/NAME/…` is asked by the code under
 * test, `/endpoint-order/NAME` by the test.
 */
export const endpointMiddleware: Middleware = async (context, next) => {
  const [, kind, name = ''] = context.path.split('/');
  if (kind !== 'endpoint' && kind !== 'endpoint-order') return next();
  const endpoint = endpoints.get(name) ?? new Endpoint();
  endpoints.set(name, endpoint);
  const chunks: Buffer[] = [];
  for await (const chunk of context.req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  if (kind === 'endpoint-order') {
    context.body = await obey(endpoint, JSON.parse(body) as Order);
    return;
  }
  endpoint.seen.push({ method: context.method, path: context.url, headers: context.headers as Seen['headers'], body });
  endpoint.changed();
  const file = context.path.split('/').at(-1) ?? '';
  const answer = await endpoint.next(file);
  // Answered past the dev server, which lets browsers cache what looks like a file.
  context.respond = false;
  if (answer.drop) {
    context.req.socket.destroy();
    return;
  }
  const held = answer.files?.[file];
  if (answer.onTo && held === undefined) {
    context.res.writeHead(302, { location: `${answer.onTo}/${file}` }).end();
    return;
  }
  const { id } = answer.confirm ? (JSON.parse(body || '{}') as { id?: unknown }) : {};
  const text = answer.confirm ? JSON.stringify({ id, ...answer.confirm }) : (held ?? answer.body ?? '');
  context.res.writeHead(answer.status ?? 200, { 'cache-control': 'no-store', ...answer.headers });
  context.res.write(text);
  if (answer.open) endpoint.stream = context.res;
  else context.res.end();
};

async function obey(endpoint: Endpoint, order: Order): Promise<unknown> {
  if ('answers' in order) {
    endpoint.answers = [...order.answers];
    endpoint.changed();
  } else if ('more' in order) {
    endpoint.stream?.write(order.more);
    if (order.end) endpoint.stream?.end();
  } else {
    while (endpoint.seen.length < order.seen) await endpoint.change();
  }
  return endpoint.seen;
}
