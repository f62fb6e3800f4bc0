import type { Decisions, Grant, Grants, Signals } from './decisions.ts';
import { editionInForce } from './edition-in-force.ts';
import { hasExpired } from './questions.ts';
import type { RuntimeConfig } from './schema/index.ts';

/**
 * What may run now: the one pure function from config, decisions and signals.
 *
 * A grant lapses (to `undecided`) when it has expired or a newer material edition affects its purpose. A denial never
 * lapses by itself: it holds until the visitor decides again, though the visitor may be asked. A purpose without a
 * purpose that it requires is denied. Doubt about what was stored denies everything optional.
 * @param now seconds since 1970
 */
export function effectiveGrants(config: RuntimeConfig, decisions: Decisions, signals: Signals, now: number): Grants {
  const { since } = editionInForce(config, now);
  const grants: Record<string, Grant> = {};
  const grantOf = (wanted: string): Grant => {
    const known = grants[wanted];
    if (known) return known;
    // Until it is worked out it counts as denied, which also ends a cycle that publishing would have refused.
    grants[wanted] = 'denied';
    const purpose = config.purposes.find(({ id }) => id === wanted);
    if (!purpose) return 'denied';
    const { mode, gpc, requires = [] } = purpose;
    const decision = decisions.purposes[wanted];
    let grant: Grant = 'undecided';
    if (mode === 'always') grant = 'granted';
    else if (config.off || decisions.doubt || decision?.granted === false) grant = 'denied';
    else if (gpc && signals.gpc && !(decision && decisions.gpc)) grant = 'denied';
    else if (decision && decision.edition >= (since[wanted] ?? 0) && !hasExpired(config, decision, now))
      grant = 'granted';
    for (const need of mode === 'always' ? [] : requires) {
      const other = grantOf(need);
      if (other === 'denied' || grant === 'granted') grant = other;
    }
    grants[wanted] = grant;
    return grant;
  };
  for (const { id } of config.purposes) grantOf(id);
  return grants;
}

/**
 * Whether a tag may run. With `service`, that tag's own mode and the visitor's own decision about it count too: they
 * narrow the purpose, they never widen it. An unknown purpose or service is closed.
 */
export function isOpen(
  config: RuntimeConfig,
  decisions: Decisions,
  grants: Grants,
  purposeId: string,
  serviceId?: string,
): boolean {
  const purpose = config.purposes.find(({ id }) => id === purposeId);
  const service = config.services.find(({ id }) => id === serviceId);
  if (!purpose || (serviceId && service?.purpose !== purposeId)) return false;
  if (service && decisions.services[service.id] === false) return false;
  const grant = grants[purposeId];
  if (grant !== 'undecided') return grant === 'granted';
  return (
    (service?.mode ?? purpose.mode) !== 'opt-in' &&
    (purpose.requires ?? []).every((id) => isOpen(config, decisions, grants, id))
  );
}
