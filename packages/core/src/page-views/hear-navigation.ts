/** @see https://html.spec.whatwg.org/multipage/nav-history-apis.html#navigationcurrententrychangeevent */
interface EntryChange extends Event {
  readonly navigationType: 'push' | 'replace' | 'traverse' | 'reload' | null;
}

/**
 * Hears of every change of the page's address, by whatever means, once it is there. Where a browser has the Navigation API,
 * nothing of the page is touched; elsewhere the two methods of its history are wrapped, which do what they did.
 * @param heard told whether the address has taken the place of the one before
 */
export function hearNavigation(heard: (isReplaced: boolean) => void): void {
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    navigation.addEventListener('currententrychange', (event) =>
      heard((event as EntryChange).navigationType === 'replace'),
    );
    return;
  }
  for (const method of ['pushState', 'replaceState'] as const) {
    const own = history[method];
    history[method] = function (this: History, ...args) {
      own.apply(this, args);
      heard(method === 'replaceState');
    };
  }
  for (const type of ['popstate', 'hashchange']) addEventListener(type, () => heard(false));
}
