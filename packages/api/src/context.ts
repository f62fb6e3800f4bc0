import type { Database } from './database/open-database.ts';
import type { FetchEnv } from './http/caller.ts';
import type { RateLimiter } from './http/rate-limit.ts';
import type { BuiltLoader } from './loader/built-loader.ts';
import type { SigningKeys } from './receipts/signing-keys.ts';
import type { RecordWriter } from './records/record-writer.ts';
import type { SiteStore } from './sites/site-store.ts';

/** What the handlers share: one object per API, nothing global. */
export interface Context {
  readonly database: Database;
  readonly sites: SiteStore;
  readonly records: RecordWriter;
  readonly signingKeys: SigningKeys;
  readonly loader: BuiltLoader | undefined;
  readonly limiter: RateLimiter;
  /** Key of the hashes of subject secrets. */
  readonly subjectKey: Uint8Array;
  /** Believe `X-Forwarded-*`. */
  readonly trustProxy: boolean;
  /** Path under which everything is served, `''` or `/noren`. */
  readonly basePath: string;
  /** `iss` of receipts; the address of the request where it is not set. */
  readonly issuer: string | undefined;
  readonly now: () => Date;
}

/** One request, as a handler gets it: `Request` in, `Response` out. */
export interface Call {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly env: FetchEnv | undefined;
}

export type Handler = (context: Context, call: Call) => Promise<Response>;
