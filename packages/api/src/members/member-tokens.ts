import { mailAddress, memberReference } from '@noren/model/schema';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { askOutside, OutgoingError } from '../http/outgoing.ts';
import type { MayAsk } from '../http/private-networks.ts';
import { Problem } from '../http/problem.ts';

/** The operator's identity provider: who may say that somebody is a member. */
export interface MembersOptions {
  /** `iss` of its tokens, exactly. */
  readonly issuer: string;
  /** Where its keys are. Configured, never read from a token or discovered from the issuer. */
  readonly jwksUri: string;
  /** `aud` of tokens that are meant for this API; one of them must be named. */
  readonly audience: readonly string[];
  /** Claim that holds the member id. Default `sub`. */
  readonly claim?: string | undefined;
  /** Claim that holds the member's mail address. Default `email`. It is verified where `email_verified` is true. */
  readonly addressClaim?: string | undefined;
  /** The operator verifies every address before it registers a member, and its tokens need not say so. Default false. */
  readonly addressesVerified?: boolean | undefined;
  /** Claims that a page may use while visit and member are linked, e.g. `industry`. Default: none. */
  readonly attributes?: readonly string[] | undefined;
}

/** A member who is signed in, as the identity provider says. */
export interface SignedInMember {
  /** The operator's id of the member. */
  readonly reference: string;
  /** When the token ends, milliseconds since 1970: until then it is accepted. */
  readonly endsAt: number;
  /** When it was made, milliseconds since 1970. */
  readonly issuedAt: number;
  /** Where mail reaches the member, if the token says it. */
  readonly address: string | undefined;
  /** That mail reaches them there is known. */
  readonly isVerified: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

// No shared secrets: whoever can check such a token could make one.
const ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const CLOCK_TOLERANCE_S = 30;
/** A sign-in that is older than this is no sign-in. */
const LONGEST_S = 86_400;
const JWKS_LIMIT = 100_000;
/** Tokens that name unknown keys must not make this ask for keys more often than this. */
const COOLDOWN_MS = 10_000;

/**
 * Checks the tokens of signed-in members. Keys are kept, and looked up again when a token names an unknown one. Where they have
 * just been looked up, the bearer is told to come back: the key may be newer than that.
 */
export class MemberTokens {
  readonly #options: MembersOptions;
  readonly #keys: JWTVerifyGetKey;
  readonly #now: () => Date;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: MembersOptions, { allowPrivate, now }: { allowPrivate: MayAsk; now: () => Date }) {
    this.#options = options;
    this.#now = now;
    this.#keys = createRemoteJWKSet(new URL(options.jwksUri), {
      timeoutDuration: 4000,
      cooldownDuration: 0,
      cacheMaxAge: 600_000,
      [customFetch]: async (url: string) => {
        const now = this.#now().getTime();
        if (now - this.#readAt < COOLDOWN_MS) throw new OutgoingError('its keys have just been read');
        const asked = { method: 'GET', allowPrivate, timeoutMs: 4000, limit: JWKS_LIMIT } as const;
        const { status, body } = await askOutside(new URL(url), asked);
        if (status === 200) this.#readAt = now;
        return new Response(new Uint8Array(body), { status: status || 502 });
      },
    });
  }

  /**
   * The member whose token a request carries (`Authorization: Bearer`).
   * @throws {Problem} `member-required`, `member-not-verified`, `identity-provider-unreachable`
   */
  async verify(request: Request): Promise<SignedInMember> {
    const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!token) throw new Problem('member-required', [], { 'www-authenticate': 'Bearer' });
    const { issuer, audience, claim = 'sub', attributes = [], addressClaim = 'email' } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience: [...audience],
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        maxTokenAge: LONGEST_S,
        requiredClaims: ['exp', 'iat', claim],
        currentDate: this.#now(),
      });
      const reference = memberReference.safeParse(payload[claim]);
      if (!reference.success) throw new errors.JWTInvalid('the claim is no member id');
      const { exp = 0, iat = 0 } = payload;
      const endsAt = (Math.min(exp, iat + LONGEST_S) + CLOCK_TOLERANCE_S) * 1000;
      const address = mailAddress.safeParse(payload[addressClaim]);
      return {
        reference: reference.data,
        endsAt,
        issuedAt: iat * 1000,
        address: address.data,
        isVerified: this.#options.addressesVerified === true || (address.success && payload.email_verified === true),
        attributes: plain(payload, attributes),
      };
    } catch (error) {
      throw problemOf(error);
    }
  }
}

function plain(payload: Readonly<Record<string, unknown>>, names: readonly string[]): SignedInMember['attributes'] {
  const isPlain = (value: unknown): value is string | number | boolean =>
    ['string', 'number', 'boolean'].includes(typeof value) && String(value).length <= 200;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = payload[name];
      return isPlain(value) ? [[name, value]] : [];
    }),
  );
}

/** What is wrong with a token is said to its bearer; whether there is such a member never is. */
function problemOf(error: unknown): Problem {
  const refuse = (fix: string) =>
    new Problem('member-not-verified', [{ code: 'member-not-verified', path: 'authorization', fix }], {
      'www-authenticate': 'Bearer error="invalid_token"',
    });
  if (error instanceof errors.JWTExpired) return refuse('sign in again: the token has expired');
  if (error instanceof errors.JWTClaimValidationFailed) return refuse(`another "${error.claim}": ${error.reason}`);
  if (isProviderFault(error)) return new Problem('identity-provider-unreachable', [], { 'retry-after': '10' });
  return refuse('a token of the configured identity provider');
}

/** Its keys cannot be had, or what it answers are none. */
function isProviderFault(error: unknown): boolean {
  return (
    !(error instanceof errors.JOSEError) ||
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  );
}
