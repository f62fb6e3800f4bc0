import { denyWithoutRequired } from './apply-choice.ts';
import type { Decisions } from './decisions.ts';
import { laterDecision } from './merge-decisions.ts';
import type { RuntimeConfig } from './schema/index.ts';

/**
 * What a browser holds after the consent API has confirmed a record. Of the purposes that the record decided it is what the
 * API says, whose clock is the right one. Of all others it is the later decision: the API knows this subject's records and no
 * more, so what it does not name has not been undone.
 * @param decided purposes that the record names
 */
export function takeOver(
  config: RuntimeConfig,
  held: Decisions,
  confirmed: Decisions,
  decided: readonly string[],
): Decisions {
  const purposes = { ...held.purposes };
  for (const [id, theirs] of Object.entries(confirmed.purposes))
    purposes[id] = (decided.includes(id) ? undefined : laterDecision(held.purposes[id], theirs)) ?? theirs;
  denyWithoutRequired(config, purposes);
  // A service is only ever narrowed, so a denial on either side stands.
  const services = { ...confirmed.services, ...held.services };
  return { ...held, purposes, services, seen: Math.max(held.seen, confirmed.seen) };
}
