import type { Noren } from '@noren/core';
import { isOpen } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { type Draft, requirementsMet, UNTOUCHED } from '../switches.ts';

/** A choice that shows everything of a provider from now on. */
export interface Permission {
  /** `always` is about the provider alone, `allow` about its whole purpose. */
  readonly word: 'always' | 'allow';
  readonly draft: Draft;
}

/**
 * What a visitor has to choose so that everything of a service is shown: the service alone where the register lets it be chosen
 * alone, else its purpose with all its recipients. A service narrows its purpose, so where the purpose is closed, one alone can be
 * had only if every other recipient has a switch to stay closed by.
 * @returns nothing where no choice opens it: it cannot be chosen, needs another purpose, or the site is switched off
 */
export function permissionFor(
  noren: Noren,
  { id, services }: Wording['purposes'][number],
  service: string,
): Permission | undefined {
  const { config, state } = noren;
  const { decisions, grants } = state;
  const mode = config.purposes.find((purpose) => purpose.id === id)?.mode;
  if (config.off || !mode?.startsWith('opt-') || !requirementsMet({ noren, draft: UNTOUCHED }, id)) return undefined;
  const hasSwitch = (row: string): boolean => config.services.some((one) => one.id === row && one.choice !== false);
  const alone = { [service]: true };
  if (hasSwitch(service) && isOpen(config, { ...decisions, services: alone }, grants, id, service))
    return { word: 'always', draft: { ...UNTOUCHED, services: alone } };
  const purposes = { [id]: true };
  if (!services.every(hasSwitch)) return { word: 'allow', draft: { ...UNTOUCHED, purposes } };
  const stay = services.map((row) => [row, row === service || isOpen(config, decisions, grants, id, row)]);
  return { word: 'always', draft: { purposes, services: Object.fromEntries(stay) } };
}
