import type { Page } from './page.ts';

/** Lets a page come back from the back/forward cache: it then reads its cookie again. */
export function comeBack({ window }: Page): void {
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}
