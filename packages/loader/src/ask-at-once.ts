import { emit, type Kernel } from '@noren/core/kernel';
import { drawNotice, put } from '@noren/elements/draw-notice';
import type { Bring } from './hand-over.ts';

// File names of the second and the third file, put in by the build.
declare const __NOREN_PAGE__: string;
declare const __NOREN_ELEMENTS__: string;

/**
 * Puts the notice into the page as soon as there is a body, if anything must be asked. What its buttons ask for before
 * the second file has arrived is done when it has: the notice stays until the choice is kept.
 */
export function askAtOnce(kernel: Kernel, src: string, nonce: string, bring: Bring): void {
  const { config, state } = kernel;
  const {
    language,
    decisions: { seen },
  } = state;
  const words = config.notice[language];
  if (!state.asks.length) return;
  const host = document.createElement('noren-notice');
  let last: Event;
  host.addEventListener('noren-request', (event) => {
    last = event;
    // Of several presses the last one is what the visitor wants.
    if (!bring.arrived) bring().then(() => last === event && dispatchEvent(new CustomEvent(event.type, event)));
  });
  const ask = (): void => {
    // Before the first frame that has a body is painted.
    if (!document.body) return void requestAnimationFrame(ask);
    // The page may have decided meanwhile, or the second file has drawn it.
    if (!kernel.state.asks.length || bring.arrived) return;
    drawNotice(host, config, state);
    emit('shown', { name: 'notice' });
    // What a click needs is fetched once this has been painted, and run as soon as the visitor moves: not while the page
    // is still starting.
    // https://html.spec.whatwg.org/multipage/links.html#link-type-modulepreload
    // In the notice, where they show nowhere, and which is there on a page without a head too. By the browser itself: where a
    // script makes a request, some look up the line, and read all of this file again for it.
    for (const file of [__NOREN_PAGE__, __NOREN_ELEMENTS__])
      setTimeout(
        host.append.bind(
          host,
          put(new DocumentFragment(), 'link', { rel: 'modulepreload', nonce, href: new URL(file, src) }),
        ),
        99,
      );
    for (const type of ['pointerover', 'focusin']) addEventListener(type, bring, { once: true });
  };
  // Of another language than the first the words are a file of their own, which comes beside the second one.
  if (!words && !seen)
    kernel.words = fetch(new URL(`notice.${config.wording[language]}.json`, src)).catch(() => undefined);
  // A notice works by itself until the visitor moves. One that blocks the page, or is in another language than the
  // first, or asks somebody again who has chosen, comes with the second file; where that does not come, this one is
  // better than none.
  const isWhole = config.layout !== 'dialog' && !seen && words;
  if (isWhole) ask();
  else bring().then((noren) => noren || ask());
  // Its sentence is in the wording.
  if (state.gpc) bring();
}
