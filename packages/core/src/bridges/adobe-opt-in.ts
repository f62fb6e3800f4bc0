import { BRIDGE_PURPOSES } from '@noren/model';
import type { AdobeOptInBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { whenThere } from '../bridge/when-there.ts';

interface OptIn {
  approve(categories: string[], shouldWaitForComplete: boolean): void;
  deny(categories: string[], shouldWaitForComplete: boolean): void;
  complete(): void;
}

/**
 * Adobe's Opt-in service, of the Experience Cloud ID library: what is approved and what is denied, completed once for each
 * decision. Before that the library waits by its own configuration (`doesOptInApply`).
 * @see https://experienceleague.adobe.com/en/docs/id-service/using/implementation/opt-in-service/api
 */
export const start: StartBridge<AdobeOptInBridge> = (options) => {
  const { settings } = options;
  const say = whenThere<OptIn>('adobe.optIn', ({ complete }) => typeof complete === 'function');
  onDecision(options, { ...BRIDGE_PURPOSES['adobe-opt-in'], ...settings.purposes }, (may) => {
    const approved: string[] = [];
    const denied: string[] = [];
    for (const [category, isApproved] of Object.entries(may)) (isApproved ? approved : denied).push(category);
    say((optIn) => {
      if (approved.length) optIn.approve(approved, true);
      if (denied.length) optIn.deny(denied, true);
      optIn.complete();
    });
  });
};
