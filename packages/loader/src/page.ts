import { createNoren, type Noren } from '@noren/core';
import type { Kernel } from '@noren/core/kernel';
import type { DrawNotice } from '@noren/elements/draw-notice';
import { NorenNotice } from '@noren/elements/noren-notice';
import { hearRequests } from './hear-requests.ts';
import { createSurfaces } from './surfaces.ts';

// File names of the chunks beside noren.js, put in by the build.
declare const __NOREN_ELEMENTS__: string;
declare const __NOREN_PROOF__: string;

/**
 * The second file: puts the page API into `window.noren` and takes the notice over. By position, since no minifier
 * shortens the names that two files share.
 * @param src address of noren.js; the other files stand beside it
 * @param queue callbacks of the page that came before the page API
 */
export function openPage(
  kernel: Kernel,
  src: string,
  queue: readonly ((noren: Noren) => void)[],
  drawNotice: DrawNotice,
): Noren {
  const beside = (file: string): string => new URL(file, src).href;
  const surfaces = createSurfaces(kernel, beside(__NOREN_ELEMENTS__));
  let proof = __NOREN_PROOF__;
  const noren = createNoren({
    kernel,
    beside,
    loadProof: () =>
      import(/* @vite-ignore */ beside(proof)).catch((error) => {
        // A browser may remember under an address that it failed, so the next try is another one.
        proof += '?';
        throw error;
      }),
    show: surfaces.show,
    hide: surfaces.hide,
  });
  (window as { noren?: unknown }).noren = noren;
  NorenNotice.draw = drawNotice;
  hearRequests(noren);
  surfaces.start(noren);
  noren.push(...queue);
  return noren;
}
