import type { Noren, SurfaceName } from '@noren/core';
import type { Kernel } from '@noren/core/kernel';
import type { Bring } from './hand-over.ts';
import { undefinedElements } from './undefined-elements.ts';

/**
 * Hears what the page's own links ask for, before anything but the first file has arrived, and sees what needs the rest:
 * Noren's elements, and something refused that has left traces or come back.
 */
export function listen(kernel: Kernel, bring: Bring): void {
  // Where the rest does not arrive, a link leads where it would without script: to the register.
  const open = (name?: SurfaceName, href = ''): unknown =>
    bring()
      .then((noren) => (noren as Noren).show(name as SurfaceName))
      .catch(() => href && location.assign(href));
  document.addEventListener('click', (event) => {
    const [target] = event.composedPath() as Element[];
    const opener = target?.closest?.<HTMLAnchorElement>('[data-noren-show],[href="#noren"],[href="#noren-settings"]');
    if (!opener || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(opener.dataset.norenShow as SurfaceName, opener.href);
  });
  const look = (): void => {
    if (/^#noren(-settings)?$/.test(location.hash)) open();
    else if (undefinedElements()[0] || kernel.left()) void bring();
  };
  addEventListener('hashchange', look);
  addEventListener('DOMContentLoaded', look);
  look();
}
