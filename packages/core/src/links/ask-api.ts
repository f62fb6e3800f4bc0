import { NorenError } from '@noren/model';
import type { ConsentApi } from '../proof/api-client.ts';

/** What the API has answered, or its problem code, or `offline`. `retry`: it may answer otherwise later. */
export type Answer =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: string; readonly retry: boolean };

/** Asks the API. Never throws, and never says what was sent. */
export async function askApi(
  api: ConsentApi,
  path: string,
  ...more: readonly [headers?: Readonly<Record<string, string>>, init?: RequestInit, isFirst?: boolean]
): Promise<Answer> {
  const offline: Answer = { ok: false, code: 'offline', retry: true };
  try {
    const response = await api.call(path, ...more);
    const body = await response.json().catch(() => undefined);
    // What comes without an object in it comes from a proxy or a broken server.
    if (Object(body) !== body) return offline;
    if (response.ok) return { ok: true, body };
    const { status } = response;
    const code = typeof body.code === 'string' ? body.code : `http-${status}`;
    return { ok: false, code, retry: status >= 500 || status === 429 || status === 408 };
  } catch {
    return offline;
  }
}

/** @throws {NorenError} with the code of a refusal */
export function bodyOf(answer: Answer): Readonly<Record<string, unknown>> {
  if (answer.ok) return answer.body;
  throw new NorenError({ code: answer.code });
}
