import { plainJson } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { Store } from '../page/store.ts';
import type { UnsentRecord } from './build-record.ts';
import { forgetSubjectSecret, knownSubjectSecret, subjectSecret } from './subject-secret.ts';

type Headers = Readonly<Record<string, string>>;

/** How sending a record went. */
export type SendResult =
  | { readonly ok: true; readonly cookie: string | undefined }
  | { readonly ok: false; readonly code: string; readonly retry: boolean };

/** The consent API as one site's visitor sees it. */
export interface ConsentApi {
  /** @param signal gives up on the answer, whose `Set-Cookie` would put an older choice over a newer one */
  send(record: UnsentRecord, signal: AbortSignal): Promise<SendResult>;
  /**
   * Asks for something below the site's address.
   * @param isFirst this may be the first that the API hears of this visitor
   */
  call(path: string, headers?: Headers, init?: RequestInit, isFirst?: boolean): Promise<Response>;
  /** The API is on this host: a cookie that no script can read tells it whose records are meant. */
  readonly sameOrigin: boolean;
}

/**
 * Longer than a slow API's two worst answers, as the browser may have to ask first whether it may send; shorter than a
 * visitor's patience with a page that will not settle.
 */
export const TIMEOUT_MS = 30_000;

/** The API that the config names; every call fails (with `no-api`) where it names none. */
export function apiOf(config: RuntimeConfig, domain: Store['domain']): ConsentApi {
  const base =
    config.api === undefined
      ? undefined
      : new URL(`${config.api.replace(/\/$/, '')}/v1/sites/${config.site}/`, location.href);
  const sameOrigin = base?.origin === location.origin;

  async function call(path: string, headers?: Headers, init: RequestInit = {}, isFirst?: boolean): Promise<Response> {
    if (!base) throw new TypeError('no-api');
    // On the site's own host the API takes it over into a cookie. Until it has answered, it is the only thing by which a
    // second try is known to be the same visitor's.
    const secret = isFirst ? await subjectSecret() : sameOrigin ? undefined : await knownSubjectSecret();
    return fetch(new URL(path, base), {
      ...init,
      headers: secret ? { ...headers, 'noren-subject': secret } : { ...headers },
      credentials: sameOrigin ? 'same-origin' : 'omit',
      referrerPolicy: 'origin',
      signal: init.signal ?? AbortSignal.timeout(TIMEOUT_MS),
    });
  }

  return {
    async send(record, signal) {
      try {
        const headers: Record<string, string> = { 'content-type': 'application/json' };
        if (sameOrigin) headers['noren-cookie-domain'] = domain() ?? '-';
        const body = plainJson({ ...record, sentAt: new Date().toISOString() });
        const init = { method: 'POST', body, keepalive: true, signal };
        const result = await readResult(await call('records', headers, init, true), record.id);
        if (sameOrigin && result.ok) await forgetSubjectSecret();
        return result;
      } catch {
        return { ok: false, code: 'unreachable', retry: true };
      }
    },
    call,
    sameOrigin,
  };
}

// An answer counts only if it speaks of this record: anything else may come from a proxy or a broken server.
async function readResult(response: Response, id: string): Promise<SendResult> {
  const body = (await response.json().catch(() => undefined)) as
    | { id?: unknown; cookie?: unknown; code?: unknown }
    | undefined;
  if (response.ok) {
    if (body?.id !== id) return { ok: false, code: 'garbage', retry: true };
    return { ok: true, cookie: typeof body.cookie === 'string' ? body.cookie : undefined };
  }
  const code = typeof body?.code === 'string' ? body.code : `http-${response.status}`;
  // The API already holds this id, from a page that was closed before the answer came.
  if (code === 'record-conflict') return { ok: true, cookie: undefined };
  const refused = response.status >= 400 && response.status < 500 && response.status !== 429 && response.status !== 408;
  return { ok: false, code, retry: !refused };
}
