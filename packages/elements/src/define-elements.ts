import { keepFocusVisible } from './noren-notice/keep-focus-visible.ts';
import { NorenPreferences } from './noren-preferences/noren-preferences.ts';
import { NorenTrigger } from './noren-trigger/noren-trigger.ts';
import { whenNoren } from './page-noren.ts';

/** Elements that few pages have: each is a file of its own, whose one export is its class, fetched where a page has it. */
const ELSEWHERE: Readonly<Record<string, () => Promise<object>>> = {
  'noren-ad-optout': () => import('./noren-ad-optout/noren-ad-optout.ts'),
  'noren-debug': () => import('./noren-debug/noren-debug.ts'),
  // What opens behind its rows takes more from it.
  'noren-disclosure': () =>
    import('./noren-disclosure/noren-disclosure.ts').then(({ NorenDisclosure }) => [NorenDisclosure]),
  'noren-document': () => import('./noren-document/noren-document.ts'),
  'noren-editions': () => import('./noren-editions/noren-editions.ts'),
  'noren-embed': () => import('./noren-embed/noren-embed.ts'),
  'noren-mail-preferences': () => import('./noren-mail-preferences/noren-mail-preferences.ts'),
};

/**
 * Registers the elements under their names. A name that is taken keeps what it has, so calling it twice is harmless.
 * @param notice kept from covering what has the focus
 */
export function defineElements(notice?: HTMLElement | null): void {
  if (notice) keepFocusVisible(notice);
  define('noren-preferences', NorenPreferences);
  define('noren-trigger', NorenTrigger);
  for (const { localName } of document.querySelectorAll(':not(:defined)')) {
    // Without its file the element shows what the page has put into it.
    const coming = ELSEWHERE[localName]?.().then(
      (file) => define(localName, Object.values(file)[0] as CustomElementConstructor),
      () => undefined,
    );
    if (!coming) continue;
    // All of them write dates, and a browser's first date takes it longer than a hundred rows: while the file is on its way.
    new Intl.DateTimeFormat().format();
    // And all are drawn from the wording, which need not wait for the file either.
    whenNoren((noren) => void noren.wording().catch(() => {}));
  }
}

/** Puts the card of a personalised link into the page, once. It comes in a file of its own. */
export const bringCard = async (): Promise<void> =>
  (await import('./noren-personal-url/noren-personal-url.ts')).NorenPersonalUrl.place();

function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
