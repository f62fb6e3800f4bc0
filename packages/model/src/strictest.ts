import type { Decision, Decisions } from './decisions.ts';

/**
 * Several `noren` cookies arrived, as when a sub-domain has tossed one at its parent: a purpose is granted only if all
 * of them grant it.
 */
export function strictest(all: readonly [Decisions, ...Decisions[]]): Decisions {
  const purposes: Record<string, Decision> = {};
  for (const { purposes: own } of all) {
    for (const [id, decision] of Object.entries(own)) {
      if (!decision.granted || all.every((one) => one.purposes[id]?.granted)) purposes[id] = decision;
    }
  }
  return {
    ...all[0],
    purposes,
    services: Object.assign({}, ...all.map(({ services }) => services)),
    // One that was tossed here must say neither that a notice was read, nor that the browser's signal was overruled.
    seen: 0,
    gpc: false,
    // All of it is closed where one cannot be read.
    ...all.find(({ doubt }) => doubt),
  };
}
