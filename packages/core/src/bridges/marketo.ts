import { BRIDGE_PURPOSES } from '@noren/model';
import type { MarketoBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { whenThere } from '../bridge/when-there.ts';

interface Munchkin {
  init(id: string, configuration?: object): void;
}

/**
 * Marketo Engage documents no call for consent: Munchkin tracks from `Munchkin.init` on, and nothing stops it. So this
 * calls `init` instead of the page, once, after a yes.
 * @see https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/javascriptapi/leadtracking/lead-tracking
 */
export const start: StartBridge<MarketoBridge> = (options) => {
  const { settings } = options;
  const { munchkinId, init, purpose = BRIDGE_PURPOSES.marketo } = settings;
  const say = whenThere<Munchkin>('Munchkin', ({ init }) => typeof init === 'function');
  let isRunning = false;
  let mayRun = false;
  onDecision(options, { may: purpose }, ({ may }) => {
    mayRun = may;
    say((munchkin) => {
      if (isRunning || !mayRun) return;
      isRunning = true;
      munchkin.init(munchkinId, init);
    });
  });
};
