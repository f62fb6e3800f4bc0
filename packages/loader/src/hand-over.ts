import type { Noren } from '@noren/core';
import { fail, type Kernel } from '@noren/core/kernel';
import { drawNotice } from '@noren/elements/draw-notice';

// File name of the second file, put in by the build.
declare const __NOREN_PAGE__: string;

type Queue = ((noren: Noren) => void)[];

/** Brings the second file, once; gives nothing where it does not come. `arrived` when it has taken over. */
export type Bring = (() => Promise<Noren | undefined>) & { arrived?: boolean };

/**
 * Brings the second file (the page API, the store, the notice's rest) when something needs it: a visitor who is asked
 * and moves, a callback of the page, an unsent record, a personalised link, a change from another tab. A returning visitor on a page that
 * asks for nothing never pays it.
 */
export function handOver(kernel: Kernel, src: string): Bring {
  const page = window as { noren?: unknown };
  const queue: Queue = Array.isArray(page.noren) ? page.noren : [];
  let coming: ReturnType<Bring> | undefined;
  let file = __NOREN_PAGE__;
  const bring: Bring = () => {
    coming ??= import(/* @vite-ignore */ new URL(file, src).href)
      .then(({ openPage }): Noren => {
        const noren = openPage(kernel, src, queue, drawNotice);
        bring.arrived = true;
        return noren;
      })
      .catch(() => {
        coming = undefined;
        fail({ code: 'page-not-loaded', path: file });
        // A browser may remember under an address that it failed, so the next try is another one.
        file += '?';
        return undefined;
      });
    return coming;
  };
  // Plain assignment takes the name back from an element with the id "noren".
  page.noren = queue;
  queue.push = (...callbacks) => {
    void bring();
    return ([] as Queue).push.apply(queue, callbacks);
  };
  if (queue.length || kernel.state.decisions.unsent || kernel.held) void bring();
  return bring;
}
