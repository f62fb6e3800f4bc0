import type { Noren, SurfaceName } from '@noren/core';
import { emit, type Kernel } from '@noren/core/kernel';
import { NorenNotice } from '@noren/elements/noren-notice';

/** The preferences as they come with the third file. */
interface PreferencesElement extends HTMLElement {
  noren: Noren;
  show(): void;
  hide(): void;
}

/** Opens and closes the surfaces; fetches the third file when it is first needed, or when the browser is idle. */
export interface Surfaces {
  start(noren: Noren): void;
  show(name: SurfaceName): Promise<void>;
  hide(): void;
}

export function createSurfaces(
  { state, config }: Kernel,
  fetchElements: () => Promise<typeof import('@noren/elements')>,
): Surfaces {
  let noren: Noren;
  let notice: NorenNotice | undefined;
  let preferences: PreferencesElement | undefined;
  let elements: ReturnType<typeof fetchElements> | undefined;

  async function load(): Promise<void> {
    elements ??= fetchElements();
    try {
      const { defineElements, keepFocusVisible } = await elements;
      defineElements();
      if (notice) keepFocusVisible(notice);
    } catch (error) {
      // Asked for again by the next click.
      elements = undefined;
      throw error;
    }
  }

  function showNotice(): void {
    if (notice) {
      notice.show();
      return;
    }
    if (!customElements.get('noren-notice')) customElements.define('noren-notice', NorenNotice);
    notice = document.createElement('noren-notice') as NorenNotice;
    notice.noren = noren;
    // First in the page, so that it is the first thing a keyboard and a screen reader reach.
    document.body.prepend(notice);
    emit('shown', { name: 'notice' });
    whenIdle(() => void load().catch(() => undefined));
  }

  const update = (): void => {
    if (!config.off && noren.state.questions.length && !notice) whenBody(showNotice);
  };

  return {
    start(page) {
      noren = page;
      update();
      noren.on('change', update);
    },
    async show(name) {
      if (name === 'notice') {
        whenBody(showNotice);
        return;
      }
      await load();
      if (!preferences) {
        preferences = document.createElement('noren-preferences') as PreferencesElement;
        preferences.noren = noren;
        preferences.lang = state.language;
        document.body.append(preferences);
      }
      preferences.show();
      emit('shown', { name });
    },
    hide() {
      for (const [name, surface] of [
        ['notice', notice],
        ['preferences', preferences],
      ] as const) {
        if (!surface) continue;
        surface.hide();
        emit('hidden', { name });
      }
    },
  };
}

/** Calls back as soon as the page has a body: at once, or while it is still being parsed. */
function whenBody(callback: () => void): void {
  if (document.body) {
    callback();
    return;
  }
  const observer = new MutationObserver(() => {
    if (!document.body) return;
    observer.disconnect();
    callback();
  });
  observer.observe(document.documentElement, { childList: true });
}

/** After the page has loaded and the browser has nothing better to do. */
function whenIdle(callback: () => void): void {
  const later = (): void =>
    void ('requestIdleCallback' in window ? requestIdleCallback(callback) : setTimeout(callback, 200));
  if (document.readyState === 'complete') later();
  else addEventListener('load', later);
}
