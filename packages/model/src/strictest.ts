import type { Decision, Decisions } from './decisions.ts';

/**
 * Several `noren` cookies arrived, as when a sub-domain has tossed one at its parent: a purpose is granted only if all
 * of them grant it, and then since the oldest of them.
 */
export function strictest(all: readonly [Decisions, ...Decisions[]]): Decisions {
  return all.reduce((a, b) => {
    const purposes: Record<string, Decision> = {};
    for (const id of Object.keys({ ...a.purposes, ...b.purposes })) {
      const x = a.purposes[id];
      const y = b.purposes[id];
      const decision = [x, y].find((one) => one && !one.granted) ?? (x && y && (x.at < y.at ? x : y));
      if (decision) purposes[id] = decision;
    }
    return {
      purposes,
      services: { ...a.services, ...b.services },
      gpc: a.gpc && b.gpc,
      seen: Math.min(a.seen, b.seen),
      unsent: a.unsent ?? b.unsent,
      doubt: a.doubt || b.doubt,
    };
  });
}
