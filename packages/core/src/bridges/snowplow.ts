import { COOKIE_NAME } from '@noren/model';
import type { SnowplowBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';
import { whenThere } from '../bridge/when-there.ts';

type Method = (...args: unknown[]) => unknown;
/** The tag's queue, a function that takes the name of a method; or the browser tracker, whose methods have these names. */
type Tracker = (Method & { readonly q?: unknown }) | Readonly<Record<string, Method>>;

/**
 * Once its script has come its queue is no list any more. In the list what is withdrawn would stay, and be sent when it comes;
 * and what stands before the page's own `newTracker` would be said to no tracker.
 */
const isReady = ({ q }: Tracker): boolean => !Array.isArray(q);

/**
 * Consent and events for Snowplow's trackers, versions 3 and 4: page views, structured or self-describing events, anonymous
 * tracking until a yes, and that yes as an event of the enhanced consent plugin. Of a refusal no event is sent, and without
 * anonymous tracking nothing else either: page pings and what its plugins hear would go on in a page that has run it.
 * @see https://docs.snowplow.io/docs/sources/web-trackers/tracking-events/page-views/
 * @see https://docs.snowplow.io/docs/sources/web-trackers/anonymous-tracking/
 * @see https://docs.snowplow.io/docs/sources/web-trackers/tracking-events/consent-gdpr/
 * @see https://github.com/snowplow/snowplow-javascript-tracker/blob/master/trackers/browser-tracker/src/api.ts `setOptOutCookie`
 */
export const start: StartBridge<SnowplowBridge> = (options) => {
  const {
    settings,
    kernel: { config },
  } = options;
  const { name = 'snowplow', anonymous, category = 'page', schemas = {}, consent } = settings;
  let isStopped = false;
  const tell = (tracker: Tracker, method: string, ...args: unknown[]): unknown =>
    typeof tracker === 'function' ? tracker(method, ...args) : tracker[method]?.(...args);
  tellAnalytics<Tracker>(options, {
    bridge: 'snowplow',
    say: whenThere(name, isReady, true),
    onYes(tracker, { cause, open }) {
      // What strict mode has held for longer than it waits for an answer it would send with its next event alone. First: as it was tracked.
      tell(tracker, 'flushBuffer');
      if (anonymous) tell(tracker, 'disableAnonymousTracking');
      if (isStopped) tell(tracker, 'setOptOutCookie', null);
      isStopped = false;
      if (!consent || !/accept-all|save/.test(cause)) return;
      const { url, version = String(config.editions[config.edition - 1]), domains = [location.hostname] } = consent;
      tell(tracker, cause === 'accept-all' ? 'trackConsentAllow' : 'trackConsentSelected', {
        basisForProcessing: 'consent',
        consentUrl: url,
        consentVersion: version,
        consentScopes: [...open],
        domainsApplied: domains,
      });
    },
    onNo(tracker) {
      if (anonymous)
        tell(tracker, 'enableAnonymousTracking', {
          options: { withServerAnonymisation: true },
          stateStorageStrategy: 'none',
        });
      // It sends nothing while there is a cookie of that name, as there is once something was decided.
      else tell(tracker, 'setOptOutCookie', COOKIE_NAME);
      isStopped = !anonymous;
      tell(tracker, 'clearUserData');
    },
    onPageView(tracker, { url, title, referrer }) {
      if (url !== undefined) tell(tracker, 'setCustomUrl', url);
      if (referrer !== undefined) tell(tracker, 'setReferrerUrl', referrer);
      tell(tracker, 'trackPageView', title === undefined ? {} : { title });
    },
    onEvent(tracker, action, detail) {
      const schema = schemas[action];
      if (schema) return void tell(tracker, 'trackSelfDescribingEvent', { event: { schema, data: detail } });
      const { category: own = category, label, property, value } = detail;
      tell(tracker, 'trackStructEvent', { category: own, action, label, property, value });
    },
  });
};
