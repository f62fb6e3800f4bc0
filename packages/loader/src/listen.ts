import type { Bring } from './hand-over.ts';

/** Hears what the page's own links ask for, before anything but the first file has arrived. */
export function listen(bring: Bring): void {
  document.addEventListener('click', (event) => {
    const [target] = event.composedPath() as Element[];
    const opener = target?.closest?.<HTMLAnchorElement>('[data-noren-show],[href="#noren-settings"]');
    if (!opener || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // Where the rest does not arrive, the link leads where it would without script: to the register.
    bring()
      .then((noren) => noren.show(opener.dataset.norenShow === 'notice' ? 'notice' : 'preferences'))
      .catch(() => opener.href && location.assign(opener.href));
  });
  const look = (): void => {
    if (location.hash === '#noren-settings') bring().then((noren) => noren.show('preferences'));
    else if (document.querySelector('noren-trigger,noren-preferences')) void bring();
  };
  addEventListener('hashchange', look);
  addEventListener('DOMContentLoaded', look);
  look();
}
