import { hash as digest, randomBytes } from 'node:crypto';

/** How many writes one address may send to one site. */
export interface RateLimit {
  /** At once. */
  readonly burst: number;
  /** Then, on and on. */
  readonly perSecond: number;
}

/** A visitor chooses a few times; an office or a mobile network shares one address. */
export const DEFAULT_RATE_LIMIT: RateLimit = { burst: 120, perSecond: 4 };

const LARGEST = 100_000;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Token buckets per (address, site). Addresses are kept in memory only, hashed with a key that nobody knows and that
 * ends with the process.
 */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #key = randomBytes(32).toString('base64url');
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Takes one token. @returns 0, or how many seconds to wait. */
  take(address: string, site: string, now: number): number {
    const { burst, perSecond } = this.#limit;
    const id = digest('sha256', `${this.#key}\n${network(address)}\n${site}`, 'base64url');
    const bucket = this.#buckets.get(id) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    // Those that were used last stand at the end; the oldest one makes room.
    this.#buckets.delete(id);
    this.#buckets.set(id, bucket);
    if (this.#buckets.size > LARGEST) this.#buckets.delete(this.#buckets.keys().next().value ?? '');
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return 0;
  }
}

/** One household or company has a whole /64 of IPv6. */
function network(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
