import { request } from 'node:http';
import type { Email } from 'postal-mime';

/** What became of a click on a mail client's unsubscribe control. */
export interface Clicked {
  readonly at: Date;
  readonly status: number;
  readonly tookMs: number;
}

const TIMEOUT_MS = 10_000;

/** A header field of a mail, unfolded. */
export function headerOf({ headers }: Email, name: string): string | undefined {
  return headers.find(({ key }) => key === name.toLowerCase())?.value.trim();
}

/**
 * Where one click ends a mail, as its own header fields say it. A mail client looks at the DKIM signature of both fields too;
 * nobody signs mail that never leaves this machine.
 * @see https://www.rfc-editor.org/rfc/rfc8058#section-3.1
 */
export function oneClickAddress(email: Email): string | undefined {
  if (headerOf(email, 'List-Unsubscribe-Post') !== 'List-Unsubscribe=One-Click') return undefined;
  const [, url] = /<\s*(https?:[^>]+)>/.exec(headerOf(email, 'List-Unsubscribe') ?? '') ?? [];
  return url?.replace(/\s/g, '');
}

/**
 * Presses the control, as a mail client does: one POST without cookie, sign-in, `Origin` or `Referer`, that follows no redirect.
 * @throws {Error} where nobody answers
 */
export function pressOneClick(address: string): Promise<Clicked> {
  const url = new URL(address);
  const body = 'List-Unsubscribe=One-Click';
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const call = request({
      method: 'POST',
      // Node does not resolve *.localhost.
      host: '127.0.0.1',
      port: url.port,
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
      },
      timeout: TIMEOUT_MS,
    });
    call.once('response', (response) => {
      response.resume();
      resolve({ at: new Date(), status: response.statusCode ?? 0, tookMs: Math.round(performance.now() - started) });
    });
    call.once('timeout', () => call.destroy(new Error('nobody answers')));
    call.once('error', reject);
    call.end(body);
  });
}
