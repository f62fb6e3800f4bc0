/**
 * Looks at the moments at which something erased may have come back: a cookie was written, where a browser tells; another
 * tab has written; the page has loaded; something was fetched, which may have been a tag or its answer. Many of them make
 * one look, when the browser has nothing better to do.
 */
export function watchReturns(look: () => void): void {
  let isDue = false;
  const soon = (): void => {
    if (isDue) return;
    isDue = true;
    const now = (): void => {
      isDue = false;
      look();
    };
    if ('requestIdleCallback' in window) requestIdleCallback(now);
    else setTimeout(now, 200);
  };
  // https://cookiestore.spec.whatwg.org/#the-cookiechangeevent-interface
  if ('cookieStore' in window)
    cookieStore.addEventListener('change', ({ changed }) => {
      if (changed.length) look();
    });
  addEventListener('storage', soon);
  addEventListener('load', soon);
  try {
    new PerformanceObserver(soon).observe({ type: 'resource' });
  } catch {
    // Without it, at the other moments.
  }
  soon();
}
