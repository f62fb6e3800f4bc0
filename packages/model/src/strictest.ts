import type { Decision, Decisions } from './decisions.ts';

/**
 * Several `noren` cookies arrived, as when a sub-domain has tossed one at its parent: a purpose is granted only if all
 * of them grant it.
 */
export function strictest(all: readonly [Decisions, ...Decisions[]]): Decisions {
  const purposes: Record<string, Decision> = {};
  for (const id in Object.assign({}, ...all.map((one) => one.purposes))) {
    const each = all.map((one) => one.purposes[id]);
    const decision = each.find((one) => one?.granted === false) ?? (each.every(Boolean) && each[0]);
    if (decision) purposes[id] = decision;
  }
  return {
    ...all[0],
    purposes,
    services: Object.assign({}, ...all.map(({ services }) => services)),
    gpc: all.every(({ gpc }) => gpc),
    doubt: all.some(({ doubt }) => doubt),
  };
}
