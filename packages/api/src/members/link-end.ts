import { hash as digest } from 'node:crypto';
import { configInForce, DEFAULT_DAYS, type Decisions, effectiveGrants, type Grants } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { cookieDecisions } from '../subjects/set-cookies.ts';
import type { Attachment } from './attachment.ts';
import { inForce } from './member-decisions.ts';

const DAY_MS = 86_400_000;

/** What a link is allowed by. */
export interface LinkTerms {
  readonly runtime: RuntimeConfig;
  /** The purposes that it needs, with all that they require; empty where the site links nobody. */
  readonly linking: readonly string[];
}

const hashes = new WeakMap<RuntimeConfig, string>();

/** What of a config says when links end, as one text: while it is the same, so are their ends. */
export function termsHash({ runtime, linking }: LinkTerms): string {
  const known = hashes.get(runtime);
  if (known !== undefined) return known;
  const purposes = runtime.purposes.map(({ id, mode, group, requires, since }) => [id, mode, group, requires, since]);
  const terms = JSON.stringify([linking, runtime.off, runtime.validityDays, runtime.upcoming, purposes]);
  const hash = digest('sha256', terms, 'base64url').slice(0, 16);
  hashes.set(runtime, hash);
  return hash;
}

/**
 * What may run at a moment: a grant that has run out, or that a newer edition asks about again, is none. Global Privacy
 * Control covers what it covered when the choice was made: no signal comes with this.
 * @param decisions their `at`, as `at`, in milliseconds
 */
export function grantsAt(runtime: RuntimeConfig, decisions: Decisions, at: number): Grants {
  const seconds = cookieDecisions(runtime, decisions);
  const now = Math.floor(at / 1000);
  return effectiveGrants(configInForce(runtime, now), seconds, { gpc: seconds.gpc }, now);
}

/**
 * Until when decisions allow a link, if nobody decides again: the day on which the first yes that it needs runs out, or an
 * edition asks about it again.
 * @returns milliseconds since 1970; undefined where they allow none
 */
export function allowedUntil({ runtime, linking }: LinkTerms, decisions: Decisions, at: number): number | undefined {
  const grants = grantsAt(runtime, decisions, at);
  if (linking.length === 0 || !linking.every((id) => grants[id] === 'granted')) return undefined;
  const validMs = (runtime.validityDays ?? DEFAULT_DAYS) * DAY_MS;
  const expiries = linking.flatMap((id) => {
    const decision = decisions.purposes[id];
    return decision ? [Math.floor(decision.at / 1000) * 1000 + validMs] : [];
  });
  const editions = (runtime.upcoming ?? [])
    .filter(
      (next) =>
        next.at * 1000 > at && next.purposes?.some(({ id, since }) => since === next.edition && linking.includes(id)),
    )
    .map((next) => next.at * 1000);
  return Math.min(...expiries, ...editions);
}

/**
 * Until when a browser may be linked. A sign-in that ends leaves what was decided in the browser without its member.
 * @param own what was decided without a member
 */
export function linkEnd(
  terms: LinkTerms,
  own: Decisions,
  current: Attachment | undefined,
  at: number,
): number | undefined {
  if (!current) return allowedUntil(terms, own, at);
  const { endsAt, here } = current;
  const signedIn = allowedUntil(terms, inForce(terms.runtime, here, current), at);
  if (signedIn === undefined || signedIn <= endsAt) return signedIn;
  return allowedUntil(terms, own, endsAt) ?? endsAt;
}
