import type { Decision, Decisions } from '@noren/model';

/** Random numbers that are the same in every run and engine. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const IDS = ['statistics', 'recommendation', 'identification', 'linking', 'advertising', 'unknown-purpose'];
const SERVICES = ['google-analytics-4', 'microsoft-clarity', 'karte', 'unknown-service'];

/** Any decisions that a browser or a server could hold; times lie close together, so that ties happen. */
export function anyDecisions(random: (below: number) => number): Decisions {
  const some = (ids: string[]): string[] => ids.filter(() => random(3) > 0);
  const decision = (): Decision => ({
    granted: random(2) === 1,
    edition: 1 + random(2),
    at: 1_790_000_000 + random(3),
  });
  return {
    purposes: Object.fromEntries(some(IDS).map((id) => [id, decision()])),
    services: Object.fromEntries(some(SERVICES).map((id) => [id, false])),
    gpc: random(2) === 1,
    seen: random(3),
    unsent: random(2) ? `019a9a9a-0000-7000-8000-00000000000${random(9)}` : undefined,
  };
}
