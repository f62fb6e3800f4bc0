import { TOKEN_PATTERN } from '@noren/model';

/** @see https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-navigateevent-interface */
interface NavigateEvent extends Event {
  readonly hashChange: boolean;
  readonly destination: { readonly url: string };
}

/**
 * Takes a token out of the address that comes while the page is open: a mail's link to the page that is there already only
 * changes its fragment, and no page is loaded, so no head snippet runs. Whoever listens to `popstate` and `hashchange`
 * hears of the address without it, however early they have begun; only who has listened to the Navigation API's own
 * events before may read it.
 * @param onTaken told the address with the token
 * @returns looks at once
 */
export function hearAddress(onTaken: (address: string) => void): () => void {
  function look(): void {
    const { href } = location;
    const clean = withoutToken(href);
    if (clean === href) return;
    enter(clean);
    onTaken(href);
  }

  // Where a browser asks before it goes to an address, the token never gets into one.
  function onNavigate(event: NavigateEvent): void {
    const { url } = event.destination;
    const clean = withoutToken(url);
    if (clean === url || !event.hashChange || !event.cancelable) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // One navigation after the other.
    setTimeout(() => {
      // The route, or the anchor, that the link had beside its token. Without either, the browser would write a lone `#`.
      if (fragmentOf(clean) !== fragmentOf(location.href)) location.hash = fragmentOf(clean);
      if (location.href !== clean && !fragmentOf(location.href)) enter(clean);
      onTaken(url);
    });
  }

  // Elsewhere the event of the change is told again, without it.
  function onHashChange(event: HashChangeEvent): void {
    look();
    const [oldURL, newURL] = [withoutToken(event.oldURL), withoutToken(event.newURL)];
    if (oldURL === event.oldURL && newURL === event.newURL) return;
    event.stopImmediatePropagation();
    if (oldURL !== newURL) dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL }));
    // The browser has looked for an anchor of the whole fragment's name.
    if (location.hash) location.replace(location.href);
  }

  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => onNavigate(event as NavigateEvent));
  navigation?.addEventListener('currententrychange', look);
  // What captures comes first, also at the window itself. https://dom.spec.whatwg.org/#concept-event-dispatch
  addEventListener('popstate', look, true);
  addEventListener('hashchange', onHashChange, true);
  return look;
}

function enter(address: string): void {
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // WebKit refuses a page that has changed its address too often. It is no reason not to ask.
  }
}

function fragmentOf(address: string): string {
  return address.split('#').slice(1).join('#');
}

/** As the head snippet leaves it: `?&` mended, no lone `?` or `#`. A path is none of its business. */
function withoutToken(address: string): string {
  const [, page = '', rest = ''] = /([^?#]*)(.*)/.exec(address) ?? [];
  const token = RegExp(`([?#&])(?:(?:amp;)?${TOKEN_PATTERN}[^&#]*&*)+(?=([^#])|)`, 'g');
  return page + rest.replace(token, (_, joint: string, next?: string) => (next ? joint : ''));
}
