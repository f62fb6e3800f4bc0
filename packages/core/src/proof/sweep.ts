import type { Kernel } from '../kernel/kernel.ts';
import { ERASED_KEY } from '../kernel/leftovers.ts';
import type { WordingSource } from '../page/wording.ts';
import { type Erasure, erase } from './erase.ts';

/** What was erased, and for which services. */
export type Sweep = Erasure & { readonly services: readonly string[] };

/**
 * Erases what every refused service has left on this host, with those of the purposes that were closed just now.
 * @throws {NorenError} `no-wording`: the file that names the traces did not arrive
 */
export function createSweep(kernel: Kernel, wording: WordingSource) {
  return async (closed: readonly string[] = [], alone: readonly string[] = []): Promise<Sweep> => {
    const { purposes, services: narrowed } = kernel.state.decisions;
    const refused = Object.keys(purposes).filter((id) => purposes[id]?.granted === false);
    const words = await wording();
    const servicesOf = (ids: readonly string[]): string[] =>
      words.purposes.filter(({ id }) => ids.includes(id)).flatMap(({ services }) => services);
    const services = [...new Set([...alone, ...servicesOf(closed)])];
    const all = [...services, ...servicesOf(refused), ...Object.keys(narrowed)];
    const erasure = erase(words.services.filter(({ id }) => all.includes(id)));
    try {
      localStorage[ERASED_KEY] = Math.max(0, ...refused.map((id) => purposes[id]?.at ?? 0));
    } catch {
      // Blocked storage: looked for again on the next page.
    }
    return { ...erasure, services };
  };
}
