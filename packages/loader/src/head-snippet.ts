// The head snippet: inline, first in the page, at most 1 kB. It sets what must precede every other script, then brings
// the site's noren.js with its own nonce. Publishing puts address, site and the purposes of Google's Consent Mode types
// (type → purpose) in the place of the texts below; without any, no dataLayer is made.
// https://developers.google.com/tag-platform/security/guides/consent
{
  const types: [string, string][] = Object.entries(JSON.parse('__NOREN_CONSENT_MODE__'));
  const page = window as {
    dataLayer?: unknown[];
    trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(text: string): string } };
  };
  const tell = (command: string, open: string[], more?: object): void => {
    page.dataLayer ??= [];
    const layer = page.dataLayer;
    const values = Object.fromEntries(
      types.map(([type, purpose]) => [type, open.includes(purpose) ? 'granted' : 'denied']),
    );
    // Google's tags read the `arguments` object itself, not an array of the same content.
    (function gtag(..._command: unknown[]) {
      // biome-ignore lint/complexity/noArguments: see above.
      layer.push(arguments);
    })('consent', command, { ...values, ...more });
  };
  if (types.length) {
    tell('default', [], { wait_for_update: 500 });
    let told = '';
    for (const type of ['ready', 'change']) {
      addEventListener(`noren:${type}`, (event) => {
        const { open, cause } = (event as CustomEvent).detail;
        // One update for each decision: that it was recorded, or that another tab has it too, changes nothing.
        if (/sync|tab|expiry/.test(cause) && told === `${open}`) return;
        told = `${open}`;
        tell('update', open);
      });
    }
  }
  const script = document.createElement('script');
  const url = '__NOREN_SRC__';
  script.async = true;
  script.nonce = document.currentScript?.nonce ?? '';
  script.dataset.site = '__NOREN_SITE__';
  script.src =
    page.trustedTypes?.createPolicy('noren-head', { createScriptURL: () => url }).createScriptURL(url) ?? url;
  document.head.append(script);
}
