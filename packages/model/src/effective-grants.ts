import type { Decisions, Grant, Grants, Signals } from './decisions.ts';
import { hasExpired } from './questions.ts';
import type { RuntimeConfig } from './schema/index.ts';

/**
 * What may run now: the one pure function from config, decisions and signals.
 *
 * A grant lapses (to `undecided`) when it has expired or a newer material edition affects its purpose; under Global
 * Privacy Control a purpose that it covers is denied unless a grant made under it still holds. A denial never
 * lapses by itself: it holds until the visitor decides again, though the visitor may be asked. A purpose without a
 * purpose that it requires is denied. Doubt about what was stored denies everything optional.
 * @param now seconds since 1970
 */
export function effectiveGrants(config: RuntimeConfig, decisions: Decisions, signals: Signals, now: number): Grants {
  const grants: Record<string, Grant> = {};
  // Publishing lists a purpose after those that it requires.
  for (const { id, mode, gpc, requires = [], since } of config.purposes) {
    const decision = decisions.purposes[id];
    const signal = gpc && signals.gpc;
    let grant: Grant = signal ? 'denied' : 'undecided';
    if (config.off || decisions.doubt || decision?.granted === false) grant = 'denied';
    else if (decision && (decisions.gpc || !signal) && decision.edition >= since && !hasExpired(config, decision, now))
      grant = 'granted';
    for (const need of requires) {
      const other = grants[need] ?? 'denied';
      if (other === 'denied' || grant === 'granted') grant = other;
    }
    grants[id] = mode === 'always' ? 'granted' : grant;
  }
  return Object.freeze(grants);
}

/**
 * Whether a tag may run. With `service`, that tag's own mode and the visitor's own decision about it count too: they
 * narrow the purpose, they never widen it. A service without either is not in the runtime config and runs as its
 * purpose does. An unknown purpose, or a service of another one, is closed.
 */
export function isOpen(
  config: RuntimeConfig,
  decisions: Decisions,
  grants: Grants,
  purposeId: string,
  serviceId?: string,
): boolean {
  const service = config.services.find(({ id }) => id === serviceId);
  if ((service && service.purpose !== purposeId) || decisions.services[serviceId ?? ''] === false) return false;
  const grant = grants[purposeId];
  if (grant !== 'undecided') return grant === 'granted';
  const { mode, requires = [] } = { ...config.purposes.find(({ id }) => id === purposeId) };
  return (service?.mode ?? mode) !== 'opt-in' && requires.every((need) => isOpen(config, decisions, grants, need));
}
