import { hasToken } from '@noren/model';
import { httpsUrl } from '@noren/model/schema';
import { askOutside } from '../http/outgoing.ts';
import type { MayAsk } from '../http/private-networks.ts';

/** Why a link may not lead to an address. */
export type LandingRefusal =
  | 'landing-missing'
  | 'landing-invalid'
  | 'landing-of-another-site'
  | 'landing-redirects-away'
  | 'landing-unreachable';

const MOST_HOPS = 5;
const TIMEOUT_MS = 5000;
/** For how long what was found out is believed. */
const FRESH_MS = 600_000;
const MOST_KEPT = 2000;

/**
 * Knows where links may lead: to a site's own origins, and to nothing that sends the visitor, and with them the token, on
 * to somebody else. What redirects is found out by asking the page, without a token.
 */
export class Landings {
  readonly #allowPrivate: MayAsk;
  readonly #now: () => Date;
  readonly #known = new Map<string, { at: number; refusal: Promise<LandingRefusal | undefined> }>();

  constructor(allowPrivate: MayAsk, now: () => Date) {
    this.#allowPrivate = allowPrivate;
    this.#now = now;
  }

  /** @returns why a link must not lead there, or undefined where it may */
  async check(url: string | undefined, origins: ReadonlySet<string>): Promise<LandingRefusal | undefined> {
    if (url === undefined) return 'landing-missing';
    if (!httpsUrl.safeParse(url).success || hasToken(url)) return 'landing-invalid';
    const landing = new URL(url);
    if (!origins.has(landing.origin)) return 'landing-of-another-site';
    landing.hash = '';
    const now = this.#now().getTime();
    const id = `${landing.href}\n${[...origins].join(' ')}`;
    const known = this.#known.get(id);
    if (known && now - known.at < FRESH_MS) return known.refusal;
    const refusal = this.#follow(landing, origins);
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(id, { at: now, refusal });
    // What could not be reached may be there at the next try.
    if ((await refusal) === 'landing-unreachable') this.#known.delete(id);
    return refusal;
  }

  async #follow(landing: URL, origins: ReadonlySet<string>): Promise<LandingRefusal | undefined> {
    let at = landing;
    for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
      const answer = await this.#ask(at);
      if (!answer || answer.status >= 400) return 'landing-unreachable';
      if (answer.status < 300) return undefined;
      const next = URL.parse(answer.headers.location ?? '', at.href);
      if (!next || !origins.has(next.origin)) return 'landing-redirects-away';
      at = next;
    }
    return 'landing-redirects-away';
  }

  async #ask(url: URL) {
    try {
      // As a browser asks: many servers answer HEAD otherwise, or not at all. The body is not read.
      return await askOutside(url, { method: 'GET', allowPrivate: this.#allowPrivate, timeoutMs: TIMEOUT_MS });
    } catch {
      return undefined;
    }
  }
}
