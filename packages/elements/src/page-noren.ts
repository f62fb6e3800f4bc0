import type { Noren } from '@noren/core';

interface Queue {
  push(callback: (noren: Noren) => void): unknown;
}

/**
 * Calls back with the page's Noren, at once or as soon as it has loaded, so that an element written into a page by hand
 * needs nobody to hand it over. An element of id `noren` would stand in `window.noren` itself, hence the check.
 */
export function whenNoren(callback: (noren: Noren) => void): void {
  const page = globalThis as { noren?: Partial<Queue> };
  if (typeof page.noren?.push !== 'function') page.noren = [] as Queue;
  (page.noren as Queue).push(callback);
}
