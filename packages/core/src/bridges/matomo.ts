import type { MatomoBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';

/**
 * Consent and events for Matomo, through `_paq`. It is told to wait for a yes at once, and of the yes on each page: Noren keeps
 * it, so Matomo sets no consent cookie for it.
 * @see https://developer.matomo.org/guides/tracking-consent
 * @see https://developer.matomo.org/guides/spa-tracking
 * @see https://developer.matomo.org/api-reference/tracking-javascript
 */
export const start: StartBridge<MatomoBridge> = ({ settings: { consent = 'tracking', category = 'page' }, listen }) => {
  const page = window as { _paq?: unknown[][] };
  const push = (...call: unknown[]): void => {
    page._paq ??= [];
    page._paq.push(call);
  };
  const word = consent === 'cookies' ? 'CookieConsent' : 'Consent';
  if (consent) push(`require${word}`);
  tellAnalytics(listen, {
    bridge: 'matomo',
    say: (speak) => speak(push),
    onYes: () => consent && push(`set${word}Given`),
    onNo: () => consent && push(`forget${word}Given`),
    onPageView(_, { url, title, referrer }) {
      if (referrer !== undefined) push('setReferrerUrl', referrer);
      if (url !== undefined) push('setCustomUrl', url);
      if (title !== undefined) push('setDocumentTitle', title);
      push('trackPageView');
    },
    onEvent(_, action, { category: own = category, name, value }) {
      // Matomo reads them by place. What is no number is refused with the whole event.
      const rest = Number.isFinite(value) ? [name ?? false, value] : name === undefined ? [] : [name];
      push('trackEvent', own, action, ...rest);
    },
  });
};
