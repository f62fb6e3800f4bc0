/** What is known of how a member uses their membership, milliseconds since 1970. */
export interface MembershipFacts {
  /** When they last did something signed in; null: never, as far as anybody knows. */
  readonly activeAt: number | null;
  /** First bounce since mail last arrived; null: none. */
  readonly bouncedAt: number | null;
  /** The newest bounce since then. */
  readonly lastBouncedAt: number | null;
}

/** Which of the two clocks of R8.2 have run out. */
export interface MembershipClocks {
  /** Nothing was done signed in for a year. */
  readonly unused: boolean;
  /** For six months every mail that was sent came back. */
  readonly unreachable: boolean;
}

const UNUSED_MONTHS = 12;
const UNREACHABLE_MONTHS = 6;

/**
 * Whether a membership may be cancelled for not being used, or for mail that does not arrive (R8.2). Where nothing was sent, nothing came
 * back: the time between two bounces counts, never the time since one. What is not known costs nobody a membership.
 * @param now milliseconds since 1970
 */
export function membershipClocks(facts: MembershipFacts, now: number): MembershipClocks {
  const { activeAt, bouncedAt, lastBouncedAt } = facts;
  return {
    unused: activeAt !== null && monthsLater(activeAt, UNUSED_MONTHS) <= now,
    unreachable:
      bouncedAt !== null && lastBouncedAt !== null && monthsLater(bouncedAt, UNREACHABLE_MONTHS) <= lastBouncedAt,
  };
}

/** The same day of a later month, in UTC; its last one where it has no such day. */
function monthsLater(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}
