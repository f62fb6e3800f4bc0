import { fill } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import { purposeOn, type Switches } from './switches.ts';

/** Why a purpose's switch cannot be pressed, or is off though nobody pressed it. */
export function switchRemarks(switches: Switches, { preferences, purposes }: Wording, id: string): string[] {
  const { config, state } = switches.noren;
  const { requires = [], gpc } = config.purposes.find((purpose) => purpose.id === id) ?? {};
  const titleOf = (need: string): string => purposes.find((purpose) => purpose.id === need)?.title ?? need;
  const texts = requires
    .filter((need) => !purposeOn(switches, need))
    .map((need) => fill(preferences.requires ?? '', { purpose: titleOf(need) }));
  // The signal, and not the visitor: a yes in spite of it may have lapsed.
  if (gpc && state.gpc && !switches.noren.has(id) && state.decisions.purposes[id]?.granted !== false)
    texts.push(preferences.gpc ?? '');
  return texts;
}
