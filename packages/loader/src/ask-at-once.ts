import type { Kernel } from '@noren/core/kernel';
import { drawNotice } from '@noren/elements/draw-notice';
import type { WordingFile } from '@noren/model/schema';
import type { Bring } from './hand-over.ts';

/**
 * Puts the notice into the page as soon as there is a body, if anything must be asked. What its buttons ask for before
 * the second file has arrived is done when it has: the notice stays until the choice is kept.
 */
export function askAtOnce(kernel: Kernel, src: string, bring: Bring): void {
  const { config, state } = kernel;
  if (!state.asks.length) return;
  const host = document.createElement('noren-notice');
  host.addEventListener('noren-request', (event) => {
    if (!bring.arrived) bring().then(() => dispatchEvent(new CustomEvent(event.type, event as CustomEvent)));
  });
  // First in the page, so that it is the first thing a keyboard and a screen reader reach.
  const show = (): void => {
    // The page may have decided meanwhile.
    if (!kernel.state.asks.length) return;
    drawNotice(host, config, state);
    document.body.prepend(host);
  };
  const { language } = state;
  if (!config.notice[language]) {
    // Another language than the first comes with the wording; if that does not come, the first language is shown.
    fetch(new URL(config.wording.file, src))
      .then((response) => response.json())
      .then((file: WordingFile) => {
        if (file[language]) config.notice[language] = file[language].notice;
      })
      .catch(() => 0)
      .then(show);
  } else if (document.body) show();
  else {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      show();
    }).observe(document.documentElement, { childList: true });
  }
}
