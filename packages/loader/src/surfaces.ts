import type { Noren, SurfaceName } from '@noren/core';
import { emit, type Kernel } from '@noren/core/kernel';
import { NorenNotice } from '@noren/elements/noren-notice';

/** The preferences as they come with the third file. */
interface PreferencesElement extends HTMLElement {
  noren: Noren;
  show(): void;
  hide(): void;
}

export interface SurfacesOptions {
  readonly nonce: string;
  /** Address of the third file. */
  readonly elements: string;
}

/** Opens and closes the surfaces; the third file is fetched when the browser is idle and run when it is needed. */
export interface Surfaces {
  start(noren: Noren): void;
  show(name: SurfaceName): Promise<void>;
  hide(name?: SurfaceName): void;
}

// What is about to open the preferences: preparing them then makes the click itself cheap. `.quiet` is the notice's own.
const OPENER = '.quiet,[data-noren-show],[href="#noren-settings"],noren-trigger';

export function createSurfaces({ state }: Kernel, { nonce, elements }: SurfacesOptions): Surfaces {
  let noren: Noren;
  let preferences: PreferencesElement | undefined;
  let loading: Promise<typeof import('@noren/elements')> | undefined;

  async function load(): Promise<void> {
    loading ??= import(/* @vite-ignore */ elements);
    try {
      const { defineElements, keepFocusVisible } = await loading;
      defineElements();
      const notice = findNotice();
      if (notice) keepFocusVisible(notice);
    } catch (error) {
      // Asked for again by the next click.
      loading = undefined;
      throw error;
    }
  }

  async function prepare(): Promise<PreferencesElement> {
    await load();
    // One that the page has placed itself serves too, unless it is part of the page.
    preferences ??= document.querySelector<PreferencesElement>('noren-preferences:not([inline])') ?? undefined;
    if (!preferences) {
      preferences = document.createElement('noren-preferences') as PreferencesElement;
      preferences.lang = state.language;
      document.body.append(preferences);
    }
    preferences.noren = noren;
    return preferences;
  }

  const findNotice = (): NorenNotice | null => document.querySelector<NorenNotice>('noren-notice');

  function showNotice(): void {
    let notice = findNotice();
    if (!notice) {
      notice = document.createElement('noren-notice') as NorenNotice;
      document.body.prepend(notice);
    }
    notice.show();
    emit('shown', { name: 'notice' });
  }

  return {
    start(page) {
      noren = page;
      NorenNotice.noren = noren;
      // The first file may have drawn the notice already: registering the class takes it over.
      if (!customElements.get('noren-notice')) customElements.define('noren-notice', NorenNotice);
      if (noren.state.asks.length) {
        emit('shown', { name: 'notice' });
        whenIdle(() => preload(elements, nonce));
      }
      noren.on('change', () => {
        if (noren.state.asks.length && !findNotice()) showNotice();
      });
      for (const type of ['pointerover', 'focusin']) {
        addEventListener(type, (event) => {
          const [target] = event.composedPath();
          if (target instanceof Element && target.closest(OPENER)) prepare().catch(() => undefined);
          // Whoever moves by keyboard needs the focus kept out from under the notice.
          else if (type === 'focusin' && noren.state.asks.length) load().catch(() => undefined);
        });
      }
      if (document.querySelector('noren-trigger,noren-preferences')) whenIdle(() => load().catch(() => undefined));
    },
    async show(name) {
      if (name === 'notice') return showNotice();
      (await prepare()).show();
      emit('shown', { name });
    },
    hide(only) {
      const surfaces = { notice: findNotice(), preferences };
      for (const name of ['notice', 'preferences'] as const) {
        if ((only ?? name) !== name || !surfaces[name]) continue;
        surfaces[name].hide();
        emit('hidden', { name });
      }
    },
  };
}

/** Fetches a module without running it. @see https://html.spec.whatwg.org/multipage/links.html#link-type-modulepreload */
function preload(href: string, nonce: string): void {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'modulepreload', nonce, href });
  document.head.append(link);
}

/** After the page has loaded and the browser has nothing better to do. */
function whenIdle(callback: () => void): void {
  const later = (): void =>
    void ('requestIdleCallback' in window ? requestIdleCallback(callback) : setTimeout(callback, 200));
  if (document.readyState === 'complete') later();
  else addEventListener('load', later);
}
