import type { Surroundings } from './surroundings.ts';

/** Whether people who look at a terminal read this, and did not say that they want no colour. @see https://no-color.org */
export function useColour({ stdout, env }: Surroundings): boolean {
  return Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
}
