import type { Noren, SurfaceName } from '@noren/core';
import type { Kernel } from '@noren/core/kernel';
import type { NorenPersonalUrl } from '@noren/elements';
import { NorenNotice } from '@noren/elements/noren-notice';
import { undefinedElements } from './undefined-elements.ts';

/** The preferences as they come with the third file. */
interface PreferencesElement extends HTMLElement {
  noren: Noren;
  show(): Promise<void>;
  hide(): void;
}

/** What is left to do to a notice that has just been drawn. */
type Finish = (notice: NorenNotice) => void;

/** Opens and closes the surfaces; the third file is run when it is needed. */
export interface Surfaces {
  start(noren: Noren): void;
  show(name: SurfaceName): Promise<void>;
  hide(name?: SurfaceName): void;
}

// What is about to open the preferences: preparing them then makes the click itself cheap. `.quiet` is the notice's own.
const OPENER = '.quiet,[data-noren-show],[href="#noren"],[href="#noren-settings"],noren-trigger';

export function createSurfaces(kernel: Kernel, elements: string): Surfaces {
  let noren: Noren;
  let preferences: PreferencesElement | undefined;
  let loading: Promise<typeof import('@noren/elements')> | undefined;
  let file = elements;
  const visible = new Set<SurfaceName>();

  function tell(name: SurfaceName, isVisible: boolean): void {
    if (visible.has(name) === isVisible) return;
    visible[isVisible ? 'add' : 'delete'](name);
    kernel.emit(isVisible ? 'shown' : 'hidden', { name });
  }

  async function load(): Promise<typeof import('@noren/elements')> {
    loading ??= import(/* @vite-ignore */ file).catch((error) => {
      // Asked for again by the next click; a browser may remember under an address that it failed.
      loading = undefined;
      file += '?';
      throw error;
    });
    const loaded = await loading;
    loaded.defineElements(findNotice());
    return loaded;
  }

  async function prepare(): Promise<PreferencesElement> {
    await load();
    // One that the page has placed itself serves too, unless it is part of the page.
    // One that went with a body that was swapped cannot be opened any more.
    if (!preferences?.isConnected) {
      tell('preferences', false);
      preferences = document.querySelector<PreferencesElement>('noren-preferences:not([inline])') ?? undefined;
    }
    if (!preferences) {
      preferences = document.createElement('noren-preferences') as PreferencesElement;
      preferences.lang = kernel.state.language;
      document.body.append(preferences);
    }
    preferences.noren = noren;
    return preferences;
  }

  const findNotice = (): NorenNotice | null => document.querySelector<NorenNotice>('noren-notice');

  // What somebody who has chosen before is asked again comes with the wording, and so does another language than the first
  // whose words have not come alone; if the files do not come, the first language is shown and everything asked.
  const brought = kernel.words
    ?.then((response) => (response as Response).json())
    .then((words) => {
      // What a broken server says may be JSON too.
      if (!words.title) return;
      kernel.config.notice[kernel.state.language] = words;
      kernel.config.registerUrl = words.registerUrl;
    })
    .catch(() => undefined);
  const bringWords = (): Promise<Finish | undefined> => findWords().catch(() => undefined);
  async function findWords(): Promise<Finish | undefined> {
    const { config } = noren;
    const { language, decisions } = noren.state;
    await brought;
    if (config.notice[language] && !decisions.seen) return;
    const wording = await noren.wording();
    config.notice[language] = wording.notice;
    config.registerUrl = wording.registerUrl;
    if (!decisions.seen) return;
    const { askAgain } = await load();
    return (element) => askAgain(element, noren, wording);
  }

  function showNotice(finish?: Finish): void {
    let notice = findNotice();
    if (!notice) {
      notice = document.createElement('noren-notice') as NorenNotice;
      document.body.prepend(notice);
    }
    notice.show();
    finish?.(notice);
    tell('notice', true);
  }

  // Asks where the first file has not; the page may have decided, or asked again, while the words were fetched.
  const isDue = (): boolean => noren.state.asks.length > 0 && !findNotice();
  const ask = async (): Promise<void> => {
    if (!isDue()) return;
    if (document.body) {
      const finish = await bringWords();
      if (isDue()) showNotice(finish);
      // A page whose body is put in by a script has had its DOMContentLoaded.
    } else setTimeout(ask, 9);
  };

  // The card waits by itself until nothing else is asked. Where its file does not come, nobody is asked.
  const bringCard = (): Promise<void> => load().then((loaded) => loaded.bringCard());

  return {
    start(page) {
      noren = page;
      NorenNotice.noren = noren;
      // The first file may have drawn the notice already: registering the class takes it over.
      if (!customElements.get('noren-notice')) customElements.define('noren-notice', NorenNotice);
      // Whoever is about to press was there before this file.
      if (findNotice()?.shadowRoot?.querySelector('.quiet:is(:hover,:focus)')) prepare().catch(() => undefined);
      if (findNotice() && noren.state.asks.length) visible.add('notice');
      void ask();
      // A page that swaps its body, or fills it anew, takes away what has not been answered.
      NorenNotice.onRemoved = () => setTimeout(ask, 32);
      noren.on('change', () => (noren.state.asks.length ? ask() : tell('notice', false)));
      // While it is asking, and to confirm; and once it is linked, since whoever has agreed before is told.
      noren.on(
        'link',
        ({ status }) => void (/asking|confirm|linked/.test(status) && bringCard().catch(() => undefined)),
      );
      for (const type of ['pointerover', 'focusin']) {
        addEventListener(type, (event) => {
          const [target] = event.composedPath();
          if (target instanceof Element && target.closest(OPENER)) prepare().catch(() => undefined);
          // Whoever moves by keyboard needs the focus kept out from under the notice. In the notice it is not under it, and
          // a press there, which focuses its button first, would wait for the file to run.
          else if (type === 'focusin' && noren.state.asks.length && event.target !== findNotice())
            load().catch(() => undefined);
        });
      }
      // The page may still be on its way, and an application puts more in. What is waiting for a file that has not come is
      // looked for again when there is one more.
      let waiting: readonly Element[] = [];
      const look = (): void => {
        const before = waiting;
        waiting = undefinedElements();
        if (waiting.some((element) => !before.includes(element))) load().catch(() => undefined);
        observer.observe(document, { childList: true, subtree: true });
      };
      const lookSoon = (): void => {
        observer.disconnect();
        setTimeout(look, 200);
      };
      const observer = new MutationObserver(lookSoon);
      lookSoon();
    },
    async show(name) {
      if (name === 'notice') return bringWords().then(showNotice);
      if (name === 'personal-url' && /asking|confirm/.test(noren.state.link?.status as string)) return bringCard();
      // A link names what it opens or nothing; whatever it says, it leads to the settings.
      await (await prepare()).show();
      tell('preferences', true);
    },
    hide(only) {
      const surfaces = {
        notice: findNotice(),
        preferences,
        'personal-url': document.querySelector<NorenPersonalUrl>('noren-personal-url:defined'),
      };
      for (const name of Object.keys(surfaces) as SurfaceName[]) {
        if ((only ?? name) !== name || !surfaces[name]) continue;
        surfaces[name].hide();
        tell(name, false);
      }
    },
  };
}
