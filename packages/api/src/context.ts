import type { KeyUses } from './audit/key-uses.ts';
import type { Database } from './database/open-database.ts';
import type { FetchEnv } from './http/caller.ts';
import type { RateLimiter } from './http/rate-limit.ts';
import type { BuiltLoader } from './loader/built-loader.ts';
import type { KeptFiles } from './loader/kept-files.ts';
import type { Confirmations } from './mail/confirmations.ts';
import type { MailKeys } from './mail/mail-keys.ts';
import type { MailWriter } from './mail/mail-writer.ts';
import type { MemberTokens } from './members/member-tokens.ts';
import type { Landings } from './personal-urls/landings.ts';
import type { LinkKeys } from './personal-urls/link-keys.ts';
import type { Redeemer } from './personal-urls/redeemer.ts';
import type { Sealers } from './personal-urls/sealers.ts';
import type { SigningKeys } from './receipts/signing-keys.ts';
import type { RecordWriter } from './records/record-writer.ts';
import type { SiteStore } from './sites/site-store.ts';
import type { SecretHasher } from './subjects/subject-secret.ts';

/** What the handlers share: one object per API, nothing global. */
export interface Context {
  readonly database: Database;
  readonly sites: SiteStore;
  readonly records: RecordWriter;
  readonly signingKeys: SigningKeys;
  readonly linkKeys: LinkKeys;
  readonly landings: Landings;
  readonly sealers: Sealers;
  readonly redeemer: Redeemer;
  /** Undefined where no identity provider is configured: then nobody is a member. */
  readonly memberTokens: MemberTokens | undefined;
  readonly mail: MailKeys;
  readonly mailWriter: MailWriter;
  /** Undefined where no mail server is configured: then nothing that needs a confirmation can be switched on. */
  readonly confirmations: Confirmations | undefined;
  readonly loader: BuiltLoader | undefined;
  /** Undefined where there is no loader. */
  readonly keptFiles: KeptFiles | undefined;
  readonly limiter: RateLimiter;
  readonly keyUses: KeyUses;
  readonly hashSecret: SecretHasher;
  /** Turns a member id of the operator into the only form in which it is stored. */
  readonly hashMember: SecretHasher;
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
  /** What the answer has to carry so that pages of the site, and no others, may read it. */
  readonly cors: Readonly<Record<string, string>>;
}

export type Handler = (context: Context, call: Call) => Promise<Response>;
