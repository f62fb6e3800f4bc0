import { BRIDGE_PURPOSES } from '@noren/model';
import type { PardotBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { whenThere } from '../bridge/when-there.ts';

interface Tracker {
  (name: 'setOptIn', status: true): void;
  (name: 'revokeConsent'): void;
  /** Of its base code. */
  readonly cq?: readonly ArrayLike<unknown>[];
}

/** Its calls are of a tracker, which the page creates; a page view that comes before the yes is not sent. */
const isCreated = ({ cq }: Tracker, isDone: boolean): boolean =>
  cq ? cq.some((call) => call[0] === 'create') : isDone;

/**
 * Salesforce Account Engagement (Pardot), Tracking and Consent API: `setOptIn` for a yes; for a no `revokeConsent`, which
 * also deletes the visitor's tracking cookies. Said between the page's own `create` and `sendPageView`.
 * @see https://developer.salesforce.com/docs/marketing/pardot/guide/tracking-and-consent-functions.html
 */
export const start: StartBridge<PardotBridge> = (options) => {
  const { settings } = options;
  const say = whenThere<Tracker>('pdt', isCreated);
  onDecision(options, { may: settings.purpose ?? BRIDGE_PURPOSES.pardot }, ({ may }) =>
    say((pdt) => (may ? pdt('setOptIn', true) : pdt('revokeConsent'))),
  );
};
