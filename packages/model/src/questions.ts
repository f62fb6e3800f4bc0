import type { Decision, Decisions } from './decisions.ts';
import type { RuntimeConfig } from './schema/index.ts';

/** Why a visitor is asked about a purpose. */
export type QuestionReason = 'never-asked' | 'new-purpose' | 'material-edition' | 'expired' | 'unreadable';

/** One purpose that the notice must ask or tell about. */
export interface Question {
  readonly purpose: string;
  readonly reason: QuestionReason;
}

const DAY = 86_400;
/** How long a decision holds, and a browser keeps it, where the config says nothing else. */
export const DEFAULT_DAYS = 365;

/**
 * Whether a decision is too old. A decision from the future (a clock that was set back) is not trusted for longer than
 * its validity from that future moment; it does not expire at once, since the visitor did decide.
 */
export function hasExpired(config: RuntimeConfig, decision: Decision, now: number): boolean {
  return now - decision.at >= (config.validityDays ?? DEFAULT_DAYS) * DAY;
}

/**
 * Purposes that must be asked or told (R2.5): those that were never decided, that a newer material edition affects, or
 * whose decision expired. A clerical edition asks nothing. A `notify` purpose asks nothing either, but is told once per
 * material edition: acknowledging it (`seen`) is enough. The same holds for `opt-out` once its notice was acknowledged.
 * @param now seconds since 1970
 */
export function mustAsk(config: RuntimeConfig, decisions: Decisions, now: number): string[] {
  const asked = config.purposes.filter(({ id, mode, since }) => {
    const decision = decisions.purposes[id];
    const told = mode === 'opt-in' ? 0 : decisions.seen;
    const newest = Math.max(decision?.edition ?? 0, told);
    const lapsed = !newest || newest < since || (decision && hasExpired(config, decision, now));
    return mode !== 'always' && !config.off && (decisions.doubt || lapsed);
  });
  return asked.map(({ id }) => id);
}

/** What must be asked, and why. */
export function questions(config: RuntimeConfig, decisions: Decisions, now: number): Question[] {
  return withReasons(config, decisions, mustAsk(config, decisions, now));
}

/** Why each of the purposes that {@link mustAsk} named is asked. */
export function withReasons({ purposes }: RuntimeConfig, decisions: Decisions, asks: readonly string[]): Question[] {
  const fresh = !decisions.seen && !Object.keys(decisions.purposes).length;
  return asks.map((purpose) => {
    const decision = decisions.purposes[purpose];
    const { mode, since = 0 } = purposes.find(({ id }) => id === purpose) ?? {};
    const told = mode === 'opt-in' ? 0 : decisions.seen;
    let reason: QuestionReason = fresh ? 'never-asked' : 'new-purpose';
    if (decisions.doubt) reason = 'unreadable';
    else if (decision || told) {
      reason = Math.max(decision?.edition ?? 0, told) < since ? 'material-edition' : 'expired';
    }
    return { purpose, reason };
  });
}
