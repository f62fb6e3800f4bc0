import { BRIDGE_PURPOSES } from '@noren/model';
import type { UetBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { queueOf } from '../bridge/queue-of.ts';

/**
 * Microsoft Advertising's Universal Event Tracking: `denied` as its default, then an update for each decision. The page's
 * own default is left as it is.
 * @see https://learn.microsoft.com/en-us/advertising/msa-help/hlp_ba_conc_uet_dynamicconsentgtm
 */
export const start: StartBridge<UetBridge> = (options) => {
  const { settings } = options;
  const tell = (when: 'default' | 'update', mayStore: boolean): void => {
    queueOf('uetq').push('consent', when, { ad_storage: mayStore ? 'granted' : 'denied' });
  };
  const queue = queueOf('uetq');
  // Once the tag has come, its own object is there, and it is too late for a default.
  if (!Array.isArray(queue)) tell('update', false);
  else if (!queue.some((entry, at) => entry === 'default' && queue[at - 1] === 'consent')) tell('default', false);
  onDecision(options, { may: settings.purpose ?? BRIDGE_PURPOSES.uet }, ({ may }) => tell('update', may));
};
