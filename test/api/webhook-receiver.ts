import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One thing that a receiver was told, as it stood in the request. */
export interface Told {
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly data: { member: string; sequence: number; topic: string | null; state: string; [key: string]: unknown };
}

/** The sending system's end of a webhook. */
export interface Receiver {
  readonly url: string;
  readonly told: Told[];
  /** How many requests wait for an answer. */
  readonly waiting: number;
  /** Status of the next answers; 0 never answers; 101 switches to another protocol; a text is where it redirects to. */
  answer: number | string;
  /** Verifies with the `standardwebhooks` library, against the moment that the tests' clock shows. */
  verify(secret: string, told: Told): unknown;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const told: Told[] = [];
  const open = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    told.push({ id: headers['webhook-id'] ?? '', headers, body, data: JSON.parse(body).data });
    if (own.answer === 0) return;
    if (own.answer === 101) {
      request.socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      return;
    }
    if (typeof own.answer === 'string') response.writeHead(307, { location: own.answer }).end();
    else response.writeHead(own.answer).end();
  });
  const own: Receiver = {
    url: '',
    told,
    waiting: 0,
    answer: 204,
    verify(secret, { headers, body }) {
      const now = Date.now;
      // The library looks at the machine's clock; the tests' stands still.
      Date.now = () => Number(headers['webhook-timestamp']) * 1000;
      try {
        return new Webhook(secret).verify(body, headers);
      } finally {
        Date.now = now;
      }
    },
    stop: () =>
      new Promise((resolve) => {
        for (const response of open) response.destroy();
        server.close(() => resolve());
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.defineProperty(own, 'waiting', { get: () => open.size });
  return Object.assign(own, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
}
