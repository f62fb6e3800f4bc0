import type { Noren } from '@noren/core';
import type { Kernel } from '@noren/core/kernel';

// File name of the second file, put in by the build.
declare const __NOREN_PAGE__: string;

/** What stands in `window.noren`: nothing, the page's own queue of callbacks, an element of that id, or the page API. */
export type Page = { noren?: unknown };

/**
 * Brings the second file (the page API, the store, the notice) when something needs it: a question, a callback of the
 * page, an unsent record, a change from another tab. A returning visitor on a page that asks for nothing never pays it.
 * @returns brings it now
 */
export function handOver(kernel: Kernel, src: string): () => Promise<Noren> {
  const page = window as Page;
  const queue: ((noren: Noren) => void)[] = Array.isArray(page.noren) ? page.noren : [];
  let coming: Promise<Noren> | undefined;
  const bring = (): Promise<Noren> => {
    coming ??= import(/* @vite-ignore */ new URL(__NOREN_PAGE__, src).href).then(({ openPage }) =>
      openPage(kernel, src, queue),
    );
    coming.catch(() => {
      coming = undefined;
      kernel.fail({ code: 'page-not-loaded', path: __NOREN_PAGE__ });
    });
    return coming;
  };
  // Plain assignment takes the name back from an element with the id "noren".
  page.noren = queue;
  queue.push = (...callbacks) => {
    void bring();
    return Array.prototype.push.apply(queue, callbacks);
  };
  const { questions, decisions } = kernel.state;
  if (queue.length || questions.length || decisions.unsent) void bring();
  return bring;
}
