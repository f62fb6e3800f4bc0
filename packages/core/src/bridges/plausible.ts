import type { PlausibleBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { tellAnalytics } from '../bridge/tell-analytics.ts';
import { whenThere } from '../bridge/when-there.ts';

type Plausible = (name: string, options: object) => void;

// Plausible's own mark of a browser that is not to be counted.
const IGNORE = 'plausible_ignore';

/**
 * Events for Plausible's tracker, which keeps nothing in the browser. A no is told by its own mark, which stays until a yes;
 * without it a tracker that has run would still send, when the page is left, how long it was read.
 * @see https://plausible.io/docs/custom-event-goals
 * @see https://plausible.io/docs/custom-locations
 * @see https://plausible.io/docs/excluding-localstorage
 */
export const start: StartBridge<PlausibleBridge> = (options) => {
  const {
    settings: { name = 'plausible' },
  } = options;
  tellAnalytics<Plausible>(options, {
    bridge: 'plausible',
    say: whenThere(name, undefined, true),
    onYes: () => localStorage.removeItem(IGNORE),
    onNo(plausible, wasAllowed) {
      localStorage.setItem(IGNORE, 'true');
      // It looks for the mark with a view, which it leaves out then, with all that is to come of that view. One that has not
      // begun would keep the view until a yes.
      if (wasAllowed) plausible('pageview', {});
    },
    // Scripts from before October 2025 know the address as `u` alone, and would else send the page's own.
    onPageView: (plausible, { url }) => plausible('pageview', url === undefined ? {} : { u: url, url }),
    onEvent: (plausible, event, props) => plausible(event, { props }),
  });
};
