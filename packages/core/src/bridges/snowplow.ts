import type { SnowplowBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';

type Method = (...args: unknown[]) => unknown;
/** The tag's queue, a function that takes the name of a method; or the browser tracker, whose methods have these names. */
type Tracker = Method | Readonly<Record<string, Method>>;

/**
 * Consent and events for Snowplow's trackers, versions 3 and 4: page views, structured or self-describing events, anonymous
 * tracking until a yes, and that yes as an event of the enhanced consent plugin. Of a refusal no event is sent.
 * @see https://docs.snowplow.io/docs/sources/web-trackers/tracking-events/page-views/
 * @see https://docs.snowplow.io/docs/sources/web-trackers/anonymous-tracking/
 * @see https://docs.snowplow.io/docs/sources/web-trackers/tracking-events/consent-gdpr/
 */
export const start: StartBridge<SnowplowBridge> = ({ settings, config, listen }) => {
  const { name = 'snowplow', anonymous, category = 'page', schemas = {}, consent } = settings;
  const page = window as unknown as Record<string, Tracker | undefined>;
  const tell = (tracker: Tracker, method: string, ...args: unknown[]): unknown =>
    typeof tracker === 'function' ? tracker(method, ...args) : tracker[method]?.(...args);
  tellAnalytics<Tracker>(listen, {
    bridge: 'snowplow',
    find: () => page[name],
    onYes(tracker, { cause, open }) {
      if (anonymous) tell(tracker, 'disableAnonymousTracking');
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
    onNo(tracker, wasOpen) {
      if (anonymous && wasOpen)
        tell(tracker, 'enableAnonymousTracking', {
          options: { withServerAnonymisation: true },
          stateStorageStrategy: 'none',
        });
      if (wasOpen) tell(tracker, 'clearUserData');
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
