import type { PosthogBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';
import { whenThere } from '../bridge/when-there.ts';
import { fieldsAs } from '../page-views/page-view.ts';

interface Posthog {
  readonly __loaded?: boolean;
  set_config?(options: { readonly opt_out_capturing_by_default: true }): void;
  opt_in_capturing(options: { readonly captureEventName: false }): void;
  has_opted_out_capturing?(): boolean;
  opt_out_capturing(): void;
  capture(name: string, properties: object): void;
}

/** The queue of its snippet, or the client once it has been started: before that it loses what it is told. */
const isReady = (found: Posthog): boolean =>
  typeof found.capture === 'function' && (found.__loaded || Array.isArray(found));

const PAGE = { url: '$current_url', title: 'title', referrer: '$referrer' };

/**
 * Consent and events for PostHog's browser client: opted in before the first event, without an event of its own, and opted
 * out with a no.
 * @see https://posthog.com/docs/privacy/data-collection
 * @see https://posthog.com/docs/product-analytics/capture-events
 */
export const start: StartBridge<PosthogBridge> = (options) => {
  const {
    settings: { name = 'posthog' },
  } = options;
  tellAnalytics<Posthog>(options, {
    bridge: 'posthog',
    say: whenThere<Posthog>(name, isReady, true),
    isHeld: true,
    onYes: (posthog) => posthog.opt_in_capturing({ captureEventName: false }),
    onNo(posthog) {
      // Its snippet, of which the client takes nothing else from there: what is withdrawn is not to be sent when that comes.
      if (Array.isArray(posthog)) posthog.length = 0;
      // It looks for its mark with each event, and that is erased with all else that the register names of it.
      posthog.set_config?.({ opt_out_capturing_by_default: true });
      // It keeps what it is told: nothing where it needs to be told nothing.
      if (!posthog.has_opted_out_capturing?.()) posthog.opt_out_capturing();
    },
    onPageView: (posthog, view) => posthog.capture('$pageview', fieldsAs(view, PAGE)),
    onEvent: (posthog, event, detail) => posthog.capture(event, detail),
  });
};
