import type { MatomoBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { queueOf } from '../bridge/queue-of.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';
import { unreadQueue } from '../bridge/unread-queue.ts';

/**
 * Consent and events for Matomo, through `_paq`. It is told to wait for a yes at once, and of the yes on each page: Noren keeps
 * it, so Matomo sets no consent cookie for it.
 * @see https://developer.matomo.org/guides/tracking-consent
 * @see https://developer.matomo.org/guides/spa-tracking
 * @see https://developer.matomo.org/api-reference/tracking-javascript
 */
export const start: StartBridge<MatomoBridge> = (options) => {
  const {
    settings: { consent = 'tracking', category = 'page' },
  } = options;
  const { push: put, takeBack } = unreadQueue(() => queueOf('_paq'));
  const push = (...call: unknown[]): void => put(call);
  const word = consent === 'cookies' ? 'CookieConsent' : 'Consent';
  // That one stays, whatever is taken back.
  if (consent) queueOf('_paq').push([`require${word}`]);
  tellAnalytics(options, {
    bridge: 'matomo',
    say: (speak) => speak(push),
    onYes: () => consent && push(`set${word}Given`),
    // While it is not there it needs to hear of neither, and what waits for a yes anyway would keep the no in a cookie.
    onNo: (_, wasAllowed) => takeBack() || (consent && wasAllowed && push(`forget${word}Given`)),
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
