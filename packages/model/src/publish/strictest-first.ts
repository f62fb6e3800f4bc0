import type { Mode } from '../schema/index.ts';

/** The modes from strict to loose. A row may narrow its purpose and never widens it (R1.3). */
export const STRICTEST_FIRST: readonly Mode[] = ['opt-in', 'opt-out', 'notify', 'always'];

/** Whether a mode lets run what another one lets wait or stop. */
export function isLooser(mode: Mode, before: Mode): boolean {
  return STRICTEST_FIRST.indexOf(mode) > STRICTEST_FIRST.indexOf(before);
}
