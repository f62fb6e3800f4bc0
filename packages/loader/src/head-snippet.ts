// The head snippet: inline, first in the page, about 1 kB. It does what must precede every other script, then brings
// the site's noren.js with its own nonce. Publishing puts in: the address, the site, patterns of the parameters that wait
// for a yes (a=|b=, the token's first), the purpose that it must be of, what Google's tags are told before all else, and the
// purpose of each Consent Mode type, with a mark where its default is a region's; without types no
// dataLayer is made; the name of that where the page has another one for it. https://developers.google.com/tag-platform/security/guides/consent
// Set by the build: true in the form whose noren-strict.js is a tag of its own, right behind it.
declare const __NOREN_STRICT__: boolean;
{
  type Places = [
    url: string,
    site: string,
    hold: string,
    identification: string,
    commands: unknown[][],
    types: [type: string, purpose: string, regional?: 'start'][] | undefined,
    layer?: 'dataLayer',
  ];
  type Page = {
    dataLayer?: unknown[];
    navigation?: object;
    trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(text: string): string } };
  };
  // One `let` for all of it, and no destructuring: every byte stands in every page.
  let [url, site, hold, identification, commands, types, layer = 'dataLayer']: Places = JSON.parse('__NOREN_SNIPPET__'),
    page = self as Page,
    href = location.href,
    of = document,
    past = history,
    script = of.createElement('script'),
    // Arrival: what may say whose mail it was leaves the address before anybody reads it. All else stays as it is.
    [, path, rest] = href.match(/([^?#]*)(.*)/) as unknown as [string, string, string],
    without = (names: string): string =>
      path +
      rest.replace(RegExp(`([?#&])(?:(?:amp;)?(?:${names})[^&#]*&*)+(?=([^#])|)`, 'g'), (_, joint, next) =>
        next ? joint : '',
      ),
    enter = (address: string): void => past.replaceState(past.state, '', address),
    clean = without(hold);
  if (clean !== href) {
    enter(clean);
    // It would name the address that was asked for until the page is left. Before a page is shown it is null anyway.
    // https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-navigation-activation
    Object.defineProperty(page.navigation ?? {}, 'activation', { value: null });
    let held: unknown = (isOpen?: (purpose: string) => boolean) => {
      if (!isOpen) clean = rest = '';
      // Once they are back, none of them is held any more.
      // biome-ignore lint/suspicious/noAssignInExpressions: every byte stands in every page.
      else if (isOpen(identification) && location.href === clean) enter(without((hold = hold.split('|')[0] as string)));
      return [rest, hold];
    };
    // For noren.js alone: once, while it runs.
    Object.defineProperty(__NOREN_STRICT__ ? HTMLScriptElement.prototype : script, 'held', {
      get: () =>
        (__NOREN_STRICT__ ? of.currentScript?.getAttribute('src') === url : of.currentScript === script) &&
        // biome-ignore lint/suspicious/noAssignInExpressions: every byte stands in every page.
        [held, (held = 0)][0],
    });
  }

  if (types) {
    let tell = function gtag(..._command: unknown[]): void {
        // Google's tags read the `arguments` object itself, not an array of the same content.
        // biome-ignore lint/complexity/noArguments: see above.
        // biome-ignore lint/suspicious/noAssignInExpressions: as above.
        (page[layer] ??= []).push(arguments);
      },
      told: string;
    commands.map((command) => tell(...command));
    // Before the gate lets any of them run.
    addEventListener('noren:open', (({ detail: { open, cause, after } }: CustomEvent, now = `${open}`) => {
      // One update for each decision: that it was recorded, or that another tab has it too, changes nothing.
      if (/sync|tab|expiry/.test(cause) && told === now) return;
      told = now;
      tell(
        'consent',
        'update',
        Object.fromEntries(
          types
            // What a region has by default stands at the start, where it is undecided (of the three, the last by letters).
            .filter(([, purpose, regional]) => regional !== cause || after[purpose] < 'u')
            .map(([type, purpose]) => [type, open.includes(purpose) ? 'granted' : 'denied']),
        ),
      );
    }) as EventListener);
  }

  // Put in by a script, it is async of itself.
  if (!__NOREN_STRICT__) {
    script.nonce = (of.currentScript as HTMLScriptElement).nonce;
    script.dataset.site = site;
    script.src = page.trustedTypes?.createPolicy('noren-head', { createScriptURL: String }).createScriptURL(url) ?? url;
    of.head.append(script);
  }
}
