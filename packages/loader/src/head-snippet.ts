// The head snippet: inline, first in the page, at most 1 kB. It sets what must precede every other script, then brings
// the site's noren.js with its own nonce. Publishing puts address and site in the place of the two texts below.
{
  const page = window as { dataLayer?: unknown[]; noren?: unknown };
  if (!Array.isArray(page.noren)) page.noren = [];
  page.dataLayer ??= [];
  const layer = page.dataLayer;
  // Google's tags read the `arguments` object itself, not an array of the same content.
  (function gtag(..._command: unknown[]) {
    // biome-ignore lint/complexity/noArguments: see above.
    layer.push(arguments);
  })('consent', 'default', {
    ad_storage: 'denied',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
    analytics_storage: 'denied',
    functionality_storage: 'denied',
    personalization_storage: 'denied',
    security_storage: 'denied',
    wait_for_update: 500,
  });
  const script = document.createElement('script');
  script.async = true;
  script.nonce = document.currentScript?.nonce ?? '';
  script.dataset.site = '__NOREN_SITE__';
  const url = '__NOREN_SRC__';
  const factory = (
    window as {
      trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(text: string): string } };
    }
  ).trustedTypes;
  script.src = factory ? factory.createPolicy('noren-head', { createScriptURL: () => url }).createScriptURL(url) : url;
  document.head.append(script);
}
