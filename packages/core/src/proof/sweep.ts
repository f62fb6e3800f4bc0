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
    const words = await wording();
    // Read after the wait: the visitor may have said yes again.
    const { purposes, services: narrowed } = kernel.state.decisions;
    const isRefused = (id: string): boolean => purposes[id]?.granted === false;
    const mayStay: string[] = [];
    const mustGo: string[] = [];
    const services = new Set(alone);
    for (const { id, services: own } of words.purposes) {
      for (const service of own) {
        if (closed.includes(id)) services.add(service);
        if (kernel.isOpen(id, service)) mayStay.push(service);
        else if (isRefused(id) || services.has(service) || service in narrowed) mustGo.push(service);
      }
    }
    const of = (ids: readonly string[]) => words.services.filter(({ id }) => ids.includes(id));
    const erasure = erase(of(mustGo), of(mayStay));
    // What still runs can write again, so the next page looks once more.
    const all = Object.keys(purposes);
    if (!all.some((id) => isRefused(id) && kernel.gate.ran.has(id))) remember(all.map((id) => purposes[id]?.at ?? 0));
    return { ...erasure, services: [...services] };
  };
}

function remember(moments: readonly number[]): void {
  try {
    localStorage[ERASED_KEY] = Math.max(...moments);
  } catch {
    // Blocked storage: looked for again on the next page.
  }
}
