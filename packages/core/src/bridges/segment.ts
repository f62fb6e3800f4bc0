import type { SegmentBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';
import { whenThere } from '../bridge/when-there.ts';
import { TRACK_PURPOSE } from '../kernel/track-purpose.ts';
import { fieldsAs } from '../page-views/page-view.ts';

interface Payload {
  readonly obj: { context?: Record<string, unknown> };
}

interface Analytics {
  addSourceMiddleware(middleware: (call: { payload: Payload; next: (payload: Payload) => void }) => void): unknown;
  track(name: string, properties?: object): unknown;
  page(properties: object): unknown;
}

const PAGE = { url: 'url', title: 'title', referrer: 'referrer' };

/**
 * Consent and events for Segment's Analytics.js. Every event, the page's own too, carries what is granted by category, where
 * Segment's destinations look for it, and after a no it goes nowhere; a change is told as Segment's own event, while statistics
 * may run.
 * @see https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/middleware/
 * @see https://segment.com/docs/privacy/consent-management/consent-in-segment-connections/
 * @see https://segment.com/docs/privacy/consent-management/consent-in-unify/
 */
export const start: StartBridge<SegmentBridge> = (options) => {
  const {
    settings,
    kernel: { config },
  } = options;
  const { name = 'analytics', categories } = settings;
  const page = window as unknown as Record<string, Analytics | undefined>;
  const own = config.purposes.filter(({ mode }) => mode !== 'always').map(({ id }) => [id, id] as const);
  let preferences: Record<string, boolean> = {};
  let told = '';
  let isOpen = false;
  let stamped: Analytics | undefined;

  function tellPreferences(analytics: Analytics): void {
    const now = JSON.stringify(preferences);
    // What held when the page began was told when it was chosen.
    if (told && told !== now) analytics.track('Segment Consent Preference Updated');
    told = now;
  }

  function stamp(analytics: Analytics): void {
    if (stamped === analytics) return;
    stamped = analytics;
    analytics.addSourceMiddleware(({ payload, next }) => {
      // What is not handed on is dropped.
      if (!isOpen) return;
      const { context } = payload.obj;
      payload.obj.context = { ...context, consent: { categoryPreferences: { ...preferences } } };
      next(payload);
    });
  }

  tellAnalytics<Analytics>(options, {
    bridge: 'segment',
    say: whenThere<Analytics>(name, ({ addSourceMiddleware }) => Boolean(addSourceMiddleware), true),
    onChange({ open, cause }) {
      preferences = {};
      // Several purposes may share a category: then it is granted where all of them are.
      for (const [id, category] of categories ? Object.entries(categories) : own)
        preferences[category] = (preferences[category] ?? true) && open.includes(id);
      if (cause !== 'start') told ||= 'nothing';
      isOpen = open.includes(TRACK_PURPOSE);
      if (stamped && isOpen) tellPreferences(page[name] ?? stamped);
    },
    onYes(analytics) {
      stamp(analytics);
      tellPreferences(analytics);
    },
    onNo: stamp,
    onPageView: (analytics, view) => analytics.page(fieldsAs(view, PAGE)),
    onEvent: (analytics, event, detail) => analytics.track(event, detail),
  });
};
