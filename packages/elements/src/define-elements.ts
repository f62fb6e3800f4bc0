import { keepFocusVisible } from './noren-notice/keep-focus-visible.ts';
import { NorenPreferences } from './noren-preferences/noren-preferences.ts';
import { NorenTrigger } from './noren-trigger/noren-trigger.ts';
import { whenNoren } from './page-noren.ts';

/** Elements that few pages have: each is a file of its own, fetched where the page has one. */
const ELSEWHERE: Readonly<Record<string, () => Promise<CustomElementConstructor>>> = {
  'noren-ad-optout': async () => (await import('./noren-ad-optout/noren-ad-optout.ts')).NorenAdOptout,
  'noren-disclosure': async () => (await import('./noren-disclosure/noren-disclosure.ts')).NorenDisclosure,
  'noren-document': async () => (await import('./noren-document/noren-document.ts')).NorenDocument,
  'noren-editions': async () => (await import('./noren-editions/noren-editions.ts')).NorenEditions,
};

/**
 * Registers the elements under their names. A name that is taken keeps what it has, so calling it twice is harmless.
 * @param notice kept from covering what has the focus
 */
export function defineElements(notice?: HTMLElement | null): void {
  if (notice) keepFocusVisible(notice);
  define('noren-preferences', NorenPreferences);
  define('noren-trigger', NorenTrigger);
  for (const [name, bring] of Object.entries(ELSEWHERE)) {
    if (customElements.get(name) || !document.querySelector(name)) continue;
    // Without its file the element shows what the page has put into it.
    bring().then(
      (element) => define(name, element),
      () => undefined,
    );
    // All of them write dates, and a browser's first date takes it longer than a hundred rows: while the file is on its way.
    new Intl.DateTimeFormat().format();
    // And all are drawn from the wording, which need not wait for the file either.
    whenNoren(({ wording }) => void wording().catch(() => {}));
  }
}

/** Puts the card of a personalised link into the page, once. It comes in a file of its own. */
export const bringCard = async (): Promise<void> =>
  (await import('./noren-personal-url/noren-personal-url.ts')).NorenPersonalUrl.place();

function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
