import type { IncomingMessage, ServerResponse } from 'node:http';
import { json, plain } from '../server/respond.ts';

/** How the consent API misbehaves. */
export interface Fault {
  /** `down` cuts the connection, `slow` waits before it answers, `500` and `garbage` answer wrongly. */
  readonly mode: 'down' | 'slow' | '500' | 'garbage';
  /** With `slow`: how long it waits. Default 10 000. */
  readonly delayMs: number;
  /** Also `noren.js`, its chunks and the wording. Default: only what records and reads choices. */
  readonly everything: boolean;
}

const MODES: readonly unknown[] = ['down', 'slow', '500', 'garbage'];

/** The switch for bad days of the consent API: set with `POST /__fault`, read before each call. */
export class FaultSwitch {
  fault: Fault | undefined;

  /** Sets, clears (`{"mode": null}`) or tells the fault. Refuses pages that are not of this machine. */
  async answer(request: Request): Promise<Response> {
    const origin = request.headers.get('origin');
    if (origin && !(URL.canParse(origin) && new URL(origin).hostname.endsWith('localhost')))
      return plain('Not from there.', 403);
    if (request.method === 'POST') {
      const asked: unknown = await request.json().catch(() => undefined);
      if (typeof asked !== 'object' || asked === null || !('mode' in asked)) return plain('Expected {"mode": …}.', 400);
      const { mode, delayMs = 10_000, everything = false } = asked as Partial<Fault>;
      if (mode !== null && !MODES.includes(mode)) return plain(`"mode" is one of ${MODES.join(', ')}, or null.`, 400);
      this.fault = mode ? { mode, delayMs: Number(delayMs), everything: Boolean(everything) } : undefined;
    }
    return json({ mode: null, ...this.fault });
  }

  /** Whether the fault answers in place of the API; `slow` only waits. */
  async takes(path: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> {
    const { fault } = this;
    if (!fault || (!fault.everything && /\.(js|json)$/.test(path.split('?')[0] ?? ''))) return false;
    if (fault.mode === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref());
      return false;
    }
    if (fault.mode === 'down') incoming.socket.destroy();
    else if (fault.mode === '500')
      outgoing.writeHead(500, { 'Content-Type': 'text/plain' }).end('Internal Server Error');
    else outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end('<html>{"almost":');
    return true;
  }
}
