import type { Noren } from '@noren/core';

/** A link or button that opens a surface, the address that opens the settings, and elements that need the rest. */
const OPENER = '[data-noren-show],[href="#noren-settings"]';
const ELEMENTS = 'noren-trigger,noren-preferences';

/** Hears what the page's own links ask for, before anything but the first file has arrived. */
export function listen(page: () => Promise<Noren>): void {
  const openSettings = (): void =>
    void (location.hash === '#noren-settings' && page().then((noren) => noren.show('preferences')));
  document.addEventListener('click', (event) => {
    const [target] = event.composedPath() as Element[];
    const opener = target?.closest?.<HTMLAnchorElement>(OPENER);
    if (!opener || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // Where the rest does not arrive, the link leads where it would without script: to the register.
    page()
      .then((noren) => noren.show(opener.dataset.norenShow === 'notice' ? 'notice' : 'preferences'))
      .catch(() => opener.href && location.assign(opener.href));
  });
  addEventListener('hashchange', openSettings);
  openSettings();
  const look = (): void => void (document.querySelector(ELEMENTS) && page());
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', look);
  else look();
}
