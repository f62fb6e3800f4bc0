// What each puts into a page, by its own documentation and published scripts, seen on 2026-11-26:
// https://developer.onetrust.com/onetrust/docs/javascript-api · https://www.cookiebot.com/en/developer/
// https://usercentrics.com/docs/web/ · https://developers.didomi.io/cmp/web-sdk/reference/api
// https://cookieconsent.orestbida.com/reference/api-reference.html · https://klaro.org/docs/api/js_api
// https://github.com/AmauriC/tarteaucitron.js · https://www.cookieyes.com/documentation/ · https://complianz.io/docs/
// https://docs.osano.com/ · https://developers.axeptio.eu/ · https://www.iubenda.com/en/help/1205 · https://docs.sourcepoint.com/
// https://developers.google.com/funding-choices/fc-api-docs · https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework
// Cookiebot and vanilla-cookieconsent both take `CookieConsent`, so neither is known by it.
const KNOWN: readonly (readonly [name: string, global: string, selector: string])[] = [
  ['OneTrust', 'OneTrust', '#onetrust-consent-sdk,script[src*="cdn.cookielaw.org/"]'],
  ['Cookiebot', 'Cookiebot', '#CybotCookiebotDialog,script[src*="consent.cookiebot.com/"]'],
  ['Usercentrics', 'UC_UI', '#usercentrics-root,#usercentrics-cmp-ui'],
  ['Didomi', 'Didomi', '#didomi-host'],
  ['vanilla-cookieconsent', '', '#cc-main,#cc--main'],
  ['Klaro', 'klaro', '#klaro'],
  ['tarteaucitron', 'tarteaucitron', '#tarteaucitronRoot'],
  ['TrustArc', 'truste', '#truste-consent-track'],
  ['CookieYes', 'getCkyConsent', '.cky-consent-container'],
  ['Complianz', 'complianz', '#cmplz-cookiebanner-container'],
  ['Osano', 'Osano', '.osano-cm-window'],
  ['Axeptio', 'axeptioSDK', '#axeptio_overlay'],
  ['iubenda', '', '#iubenda-cs-banner'],
  ['Sourcepoint', '_sp_', '[id^="sp_message_container"]'],
  ['Quantcast / InMobi Choice', '', '#qc-cmp2-container'],
  ['Google Funding Choices', 'googlefc', '.fc-consent-root'],
  ['webtru', '', 'script[src*="cmp.datasign.co/"]'],
];

/** Names of other consent managers in this page. One that only answers for the IAB's framework is told as `IAB TCF` or `IAB GPP`. */
export function otherManagers(page: object = window): string[] {
  const has = (global: string): boolean => {
    const value = (page as Record<string, unknown>)[global];
    // An element with such an id stands there too.
    return Boolean(value) && !(value instanceof Node) && !(value instanceof HTMLCollection);
  };
  const known = KNOWN.filter(([, global, selector]) => has(global) || document.querySelector(selector)).map(
    ([name]) => name,
  );
  // Every one of them may answer for it, and has been named.
  if (known[0]) return known;
  return [
    ['__tcfapi', 'IAB TCF'],
    ['__gpp', 'IAB GPP'],
  ].flatMap(([global = '', name = '']) => (has(global) ? name : []));
}
