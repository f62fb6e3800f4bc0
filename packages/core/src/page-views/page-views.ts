import type { RuntimePageViews } from '@noren/model/schema';
import { cleanAddress } from './clean-address.ts';
import { hearNavigation } from './hear-navigation.ts';
import { PAGE_VIEW, type PageView } from './page-view.ts';

// How long an application may take to name a page that it has gone to, in milliseconds.
const TITLE_MS = 500;

/** What page views are started with. */
export interface PageViewsOptions {
  readonly settings: RuntimePageViews;
  readonly track: (name: string, detail: Readonly<Record<string, unknown>>) => void;
  /** Called when the first page view has been told. */
  readonly onFirst: () => void;
  /** The page was viewed before, under a no: its next navigation is the first view. */
  readonly isLate: boolean;
  /** Where the page was when this was asked for: it may have gone on before it came. */
  readonly since: Since;
  /** Where it is now, told in the same way. */
  readonly thisMoment: () => Since;
}

/** A moment of a page: its address, its title so far, how many entries its history had, and the key of the one that it was at. */
export interface Since {
  readonly url: string;
  readonly title: string;
  readonly entries: number;
  /**
   * Missing where a browser has no Navigation API.
   * @see https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-navigationhistoryentry-key
   */
  readonly key?: string | undefined;
}

/**
 * Tracks the view of the page, and one for each navigation within it: a new entry of its history, a way back or forth, another
 * address in the place of this one. The same address again is none, whatever state an application writes beside it.
 * A view is told when its page has its title: the first one when the document has been read, later ones when the title has
 * changed or half a second has gone by, and at once when the page is left or gone on from.
 */
export function start({ settings, track, onFirst, isLate, since, thisMoment }: PageViewsOptions): void {
  const clean = (address: string): string => cleanAddress(address, settings);
  let last = clean(since.url);
  // The view that waits for its title.
  let next: { url: string; referrer: string } | undefined = isLate
    ? undefined
    : { url: last, referrer: clean(document.referrer) };
  let isFirst = !isLate;
  // The title that the page has when another one is gone to.
  let before = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(title = document.title): void {
    clearTimeout(timer);
    titles.disconnect();
    if (!next) return;
    const { url, referrer } = next;
    next = undefined;
    last = url;
    track(PAGE_VIEW, { url, title, referrer } satisfies PageView);
    if (isFirst) onFirst();
    isFirst = false;
  }

  const titles = new MutationObserver(() => document.title !== before && tell());

  function expect(): void {
    clearTimeout(timer);
    // The first one waits until the document has been read, whatever takes the place of its address meanwhile.
    if (isFirst) return;
    timer = setTimeout(() => tell(), TITLE_MS);
    before = document.title;
    titles.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  }

  function look(isReplaced: boolean, title?: string): void {
    const url = clean(location.href);
    if (url === (next?.url ?? last)) return;
    // Two navigations are two views. What takes the place of one that is not told yet is the same: a redirect.
    if (next && !isReplaced) tell(title);
    // One that ends where the page was is none.
    else if (next && !isFirst && url === last) {
      next = undefined;
      return;
    }
    next = { url, referrer: next ? next.referrer : last };
    expect();
  }

  // An application went on before this came: with a new entry of its history, or in the place of the first, as a redirect.
  // The number of entries does not grow where fifty are there, or where those ahead are cut off; a key is of one entry.
  const { key, entries } = thisMoment();
  look(since.key ? key === since.key : entries <= since.entries, since.title || undefined);
  if (isLate) onFirst();
  else whenRead(() => isFirst && tell());
  hearNavigation(look);
  addEventListener('pagehide', () => tell());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && !isFirst && tell());
  // Back from the browser's own store of pages: it has been gone to again.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    next = { url: clean(location.href), referrer: clean(document.referrer) };
    tell();
  });
}

/** When the document has been read, and its title with it; of one that was read ahead, when it is looked at. */
function whenRead(callback: () => void): void {
  // https://wicg.github.io/nav-speculation/prerendering.html
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', () => whenRead(callback), { once: true });
  else if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', () => callback(), { once: true });
  else callback();
}
