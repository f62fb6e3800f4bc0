import { NorenPreferences } from './noren-preferences/noren-preferences.ts';
import { NorenTrigger } from './noren-trigger/noren-trigger.ts';

/** Registers the elements under their names. A name that is taken keeps what it has, so calling it twice is harmless. */
export function defineElements(): void {
  for (const [name, element] of [
    ['noren-preferences', NorenPreferences],
    ['noren-trigger', NorenTrigger],
  ] as const) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
