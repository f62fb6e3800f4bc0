// The head snippet: inline, first in the page, at most 1 kB. It does what must precede every other script, then brings
// the site's noren.js with its own nonce. Publishing puts in: the address, the site, names of the parameters that wait for
// a yes (a|b), the purpose that it must be of, and the purpose of each of Google's Consent Mode types; without types no
// dataLayer is made. https://developers.google.com/tag-platform/security/guides/consent
{
  type Places = [url: string, site: string, hold: string, identification: string, types: [string, string][]];
  const [url, site, hold, identification, types]: Places = JSON.parse('__NOREN_SNIPPET__');
  const page = self as {
    dataLayer?: unknown[];
    trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(text: string): string } };
  };
  const { href } = location;
  const of = document;
  const past = history;
  const script = of.createElement('script');

  // Arrival: what may say whose mail it was leaves the address before anybody reads it. All else stays as it is.
  const without = (names: string): string =>
    path +
    rest.replace(RegExp(`([?#&])(?:(?:${names})=[^&#]*&*)+(?=([^#])|)`, 'g'), (_, joint, next) => (next ? joint : ''));
  const enter = (address: string): void => past.replaceState(past.state, '', address);
  let [, path, rest] = href.match(/([^?#]*)(.*)/) as unknown as [string, string, string];
  let clean = without(hold);
  if (clean !== href) {
    enter(clean);
    let held: unknown = (isOpen?: (purpose: string) => boolean) => {
      if (!isOpen) clean = rest = '';
      else if (isOpen(identification) && location.href === clean) enter(without('noren-link'));
      return rest;
    };
    // For noren.js alone: once, while it runs.
    Object.defineProperty(script, 'held', {
      // biome-ignore lint/suspicious/noAssignInExpressions: every byte stands in every page.
      get: () => of.currentScript === script && [held, (held = 0)][0],
    });
  }

  if (types.length) {
    const tell = function gtag(..._command: unknown[]): void {
      // Google's tags read the `arguments` object itself, not an array of the same content.
      // biome-ignore lint/complexity/noArguments: see above.
      // biome-ignore lint/suspicious/noAssignInExpressions: as above.
      (page.dataLayer ??= []).push(arguments);
    };
    const values = (open: string | string[]): object =>
      Object.fromEntries(types.map(([type, purpose]) => [type, open.includes(purpose) ? 'granted' : 'denied']));
    tell('consent', 'default', { ...values(''), wait_for_update: 500 });
    let told = '';
    for (const type of ['ready', 'change']) {
      addEventListener(`noren:${type}`, (event) => {
        const { open, cause } = (event as CustomEvent).detail;
        const now = `${open}`;
        // One update for each decision: that it was recorded, or that another tab has it too, changes nothing.
        if (/sync|tab|expiry/.test(cause) && told === now) return;
        told = now;
        tell('consent', 'update', values(open));
      });
    }
  }

  // Put in by a script, it is async of itself.
  script.nonce = (of.currentScript as HTMLScriptElement).nonce;
  script.dataset.site = site;
  script.src = page.trustedTypes?.createPolicy('noren-head', { createScriptURL: String }).createScriptURL(url) ?? url;
  of.head.append(script);
}
