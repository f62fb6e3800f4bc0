import { createNoren, type Noren } from '@noren/core';
import type { Kernel } from '@noren/core/kernel';
import { hearRequests } from './hear-requests.ts';
import { createSurfaces } from './surfaces.ts';

// File names of the chunks beside noren.js, put in by the build.
declare const __NOREN_ELEMENTS__: string;
declare const __NOREN_PROOF__: string;

/** The second file: puts the page API into `window.noren`, and the notice into the page if anything must be asked. */
export function openPage(kernel: Kernel, src: string, queue: readonly ((noren: Noren) => void)[]): Noren {
  const beside = (file: string): string => new URL(file, src).href;
  const surfaces = createSurfaces(kernel, () => import(/* @vite-ignore */ beside(__NOREN_ELEMENTS__)));
  const noren = createNoren({
    kernel,
    beside,
    loadProof: () => import(/* @vite-ignore */ beside(__NOREN_PROOF__)),
    show: surfaces.show,
    hide: surfaces.hide,
  });
  (window as { noren?: unknown }).noren = noren;
  surfaces.start(noren);
  hearRequests(noren);
  noren.push(...queue);
  return noren;
}
