import type { Choice, Decision, Decisions } from './decisions.ts';
import type { RuntimeConfig } from './schema/index.ts';

/** When and under what a choice is made. */
export interface ChoiceMoment {
  /** Seconds since 1970. */
  readonly now: number;
  /** Sequence of the edition in force. */
  readonly edition: number;
  readonly gpc: boolean;
  /** Id of the record that proves it, kept until the consent API has confirmed it. */
  readonly record?: string | undefined;
}

/** Purposes that a visitor decides: neither strictly necessary nor merely told. */
export function choosable(config: RuntimeConfig): string[] {
  return config.purposes.filter(({ mode }) => mode.startsWith('opt-')).map(({ id }) => id);
}

/**
 * The decisions after a choice. A purpose that is granted without one that it requires is kept as denied: nothing is
 * ever switched on that was not asked for. When Global Privacy Control is on, older grants of the purposes that it
 * covers, which this choice does not name, become denials: only a choice made under it overrides it.
 */
export function applyChoice(config: RuntimeConfig, before: Decisions, choice: Choice, moment: ChoiceMoment): Decisions {
  const { now: at, edition, gpc, record: unsent } = moment;
  const purposes: Record<string, Decision> = {};
  const services: Record<string, boolean> = {};
  const able = choosable(config);
  for (const { id, gpc: covered } of config.purposes) {
    const earlier = before.purposes[id];
    const granted = able.includes(id) ? choice.purposes[id] : undefined;
    if (granted !== undefined) purposes[id] = { granted, edition, at };
    else if (earlier) purposes[id] = covered && gpc && !before.gpc ? { ...earlier, granted: false } : earlier;
  }
  denyWithoutRequired(config, purposes);
  for (const { id, purpose } of config.services) {
    // A new decision about the purpose replaces the older ones about its services.
    const earlier = choice.purposes[purpose] === undefined ? before.services[id] : undefined;
    if ((choice.services?.[id] ?? earlier) === false) services[id] = false;
  }
  return { purposes, services, gpc, seen: edition, unsent };
}

/** Applies `requires` to a set of decisions, in place: a grant without its requirement becomes a denial. */
export function denyWithoutRequired(config: RuntimeConfig, purposes: Record<string, Decision>): void {
  // A requirement may itself fall, so once per purpose is enough for the longest chain.
  for (const _ of config.purposes) {
    for (const { id, requires = [] } of config.purposes) {
      const decision = purposes[id];
      const missing = requires.some(
        (need) =>
          !(
            purposes[need]?.granted ??
            config.purposes.some((purpose) => purpose.id === need && purpose.mode !== 'opt-in')
          ),
      );
      if (decision?.granted && missing) purposes[id] = { ...decision, granted: false };
    }
  }
}
