import type { Noren } from '@noren/core';
import { fail, type Kernel } from '@noren/core/kernel';
import { drawNotice } from '@noren/elements/draw-notice';

// File name of the second file, put in by the build.
declare const __NOREN_PAGE__: string;

type Queue = ((noren: Noren) => void)[];

/** Brings the second file, once; `arrived` when it has taken over. */
export type Bring = (() => Promise<Noren>) & { arrived?: boolean };

/**
 * Brings the second file (the page API, the store, the notice's rest) when something needs it: a question, a callback
 * of the page, an unsent record, a change from another tab. A returning visitor on a page that asks for nothing never
 * pays it.
 */
export function handOver(kernel: Kernel, src: string, nonce: string): Bring {
  const page = window as { noren?: unknown };
  const queue: Queue = Array.isArray(page.noren) ? page.noren : [];
  let coming: Promise<Noren> | undefined;
  const bring: Bring = () => {
    coming ??= import(/* @vite-ignore */ new URL(__NOREN_PAGE__, src).href).then(({ openPage }) => {
      bring.arrived = true;
      return openPage({ kernel, src, nonce, queue, drawNotice });
    });
    coming.catch(() => {
      coming = undefined;
      fail({ code: 'page-not-loaded', path: __NOREN_PAGE__ });
    });
    return coming;
  };
  // Plain assignment takes the name back from an element with the id "noren".
  page.noren = queue;
  queue.push = (...callbacks) => {
    void bring();
    return Array.prototype.push.apply(queue, callbacks);
  };
  const { asks, decisions } = kernel.state;
  if (queue.length || asks.length || decisions.unsent) void bring();
  return bring;
}
