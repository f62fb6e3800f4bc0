import type { Kernel } from '../kernel/kernel.ts';

/**
 * Gives other vendors' parameters back where the page has changed its address before the visitor agreed, as the router of an
 * application does: before the gate opens, into the query of the address that is there by then. All else of it stays, and
 * so does the state of the history. Where the page is still at the address that it came to, the head snippet has done it.
 * @param identification id of the purpose that they wait for
 */
export function giveBackLater({ gate, held, isOpen }: Kernel, identification: string): void {
  if (!held) return;
  let isOver = false;

  function giveBack(): void {
    if (isOver || !isOpen(identification)) return;
    isOver = true;
    // Nothing any more after a refusal.
    const [rest, names] = (held as NonNullable<typeof held>)(isOpen);
    const address = withParameters(location.href, vendorParameters(rest, names));
    if (address === location.href) return;
    try {
      history.replaceState(history.state, '', address);
    } catch {
      // WebKit refuses a page that has changed its address too often: the tags do without.
    }
  }

  const { update } = gate;
  gate.update = () => {
    giveBack();
    update();
  };
  giveBack();
}

/** Name and value of each, as they stood in query and fragment. The first of the names is the token's. */
function vendorParameters(rest: string, names: string): string[] {
  const [, ...vendors] = names.split('|');
  if (!vendors.length) return [];
  return [...rest.matchAll(RegExp(`[?#&]((?:${vendors.join('|')})[^&#]*)`, 'g'))].map(([, pair = '']) => pair);
}

/** In the query, where vendors' scripts look for them. One that the address has already is left as it is. */
function withParameters(href: string, pairs: readonly string[]): string {
  const [, page = '', fragment = ''] = /([^#]*)(.*)/.exec(href) ?? [];
  const missing = pairs.filter((pair) => !RegExp(`[?#&]${pair.split('=')[0]}=`).test(href)).join('&');
  if (!missing) return href;
  const joint = page.includes('?') ? (/[?&]$/.test(page) ? '' : '&') : '?';
  return page + joint + missing + fragment;
}
