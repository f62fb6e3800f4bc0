/** Clocks of two servers may differ by this, in milliseconds. */
export const CLOCK_DRIFT = 300_000;
