import type { Noren } from '@noren/core';
import { type Choice, choosable, isOpen } from '@noren/model';

/** What the visitor has switched and not saved yet; what is left out follows the store. */
export interface Draft {
  readonly purposes: Readonly<Record<string, boolean>>;
  readonly services: Readonly<Record<string, boolean>>;
}

/** Nothing switched. */
export const UNTOUCHED: Draft = { purposes: {}, services: {} };

/** What the switches are worked out from. */
export interface Switches {
  readonly noren: Noren;
  readonly draft: Draft;
}

/** Whether the purposes are on that this one cannot do without. */
export function requirementsMet(switches: Switches, id: string): boolean {
  const requires = switches.noren.config.purposes.find((purpose) => purpose.id === id)?.requires ?? [];
  return requires.every((need) => purposeOn(switches, need));
}

/** Whether a purpose's switch is on: as switched, else as it runs. Never on before a yes where one is needed. */
export function purposeOn(switches: Switches, id: string): boolean {
  const { noren, draft } = switches;
  return (draft.purposes[id] ?? noren.has(id)) && requirementsMet(switches, id);
}

/**
 * Whether a service's own switch is on. It narrows its purpose and never widens it; a purpose that was off and is
 * switched on takes all its services with it.
 */
export function serviceOn(switches: Switches, id: string): boolean {
  const { noren, draft } = switches;
  const purpose = noren.config.services.find((service) => service.id === id)?.purpose ?? '';
  if (!purposeOn(switches, purpose)) return false;
  return draft.services[id] ?? (!noren.has(purpose) || noren.state.decisions.services[id] !== false);
}

/** Whether a tag runs by a mode of its own while its purpose's switch is off: that is said, not hidden. */
export function runsAnyway(switches: Switches, purpose: string, id: string): boolean {
  const { config, state } = switches.noren;
  return (
    !purposeOn(switches, purpose) &&
    !switches.noren.has(purpose) &&
    isOpen(config, state.decisions, state.grants, purpose, id)
  );
}

/** The draft after one purpose was switched. What needs a purpose goes off with it, and does not come back by itself. */
export function switchPurpose({ noren, draft }: Switches, id: string, on: boolean): Draft {
  const purposes = { ...draft.purposes, [id]: on };
  const off = on ? [] : [id];
  for (const gone of off) {
    for (const purpose of noren.config.purposes) {
      if (!purpose.requires?.includes(gone) || off.includes(purpose.id)) continue;
      purposes[purpose.id] = false;
      off.push(purpose.id);
    }
  }
  return { ...draft, purposes };
}

/** The whole choice as the switches show it: every purpose and every service that can be switched. */
export function choiceOf(switches: Switches): Required<Choice> {
  const { config } = switches.noren;
  const purposes = choosable(config);
  const services = config.services.filter(({ choice = true, purpose }) => choice && purposes.includes(purpose));
  return {
    purposes: Object.fromEntries(purposes.map((id) => [id, purposeOn(switches, id)])),
    services: Object.fromEntries(services.map(({ id }) => [id, serviceOn(switches, id)])),
  };
}

/** Whether saving would change what the store holds. */
export function isUnsaved(switches: Switches): boolean {
  const stored = choiceOf({ ...switches, draft: UNTOUCHED });
  const shown = choiceOf(switches);
  const differs = (kind: 'purposes' | 'services'): boolean =>
    Object.entries(shown[kind]).some(([id, on]) => on !== stored[kind][id]);
  return differs('purposes') || differs('services');
}
