import { timingOf } from '../kernel/gate/run-script.ts';

const fetched = new WeakSet<Element>();

/**
 * Has the browser fetch scripts that are released and wait for their turn, all at once: they run one after another, and
 * would be fetched one after another too.
 * @param scripts in the order in which they will run; inline ones have nothing to fetch
 * @see https://html.spec.whatwg.org/multipage/links.html#link-type-preload
 */
export function fetchAhead(scripts: readonly HTMLScriptElement[]): void {
  for (const script of scripts) {
    const href = script.getAttribute('src');
    // Nobody waits for the others: they are fetched already, or never by this browser.
    if (!href || timingOf(script) || fetched.has(script)) continue;
    fetched.add(script);
    const link = document.createElement('link');
    // Else the script is another request than this one.
    for (const name of ['crossorigin', 'integrity', 'referrerpolicy']) {
      const value = script.getAttribute(name);
      if (value !== null) link.setAttribute(name, value);
    }
    Object.assign(link, { rel: 'preload', as: 'script', href, nonce: script.nonce });
    // Gone with what it was for. Where the page has no head, nothing is fetched ahead.
    link.onload = link.onerror = () => link.remove();
    document.head?.append(link);
  }
}
