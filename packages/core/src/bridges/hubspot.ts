import { BRIDGE_PURPOSES } from '@noren/model';
import type { HubspotBridge } from '@noren/model/schema';
import type { StartBridge } from '../bridge/bridge.ts';
import { onDecision } from '../bridge/on-decision.ts';
import { queueOf } from '../bridge/queue-of.ts';

/**
 * HubSpot: the state of its three categories. HubSpot keeps none of it, so each page of a visitor who has decided tells it.
 * @see https://developers.hubspot.com/docs/api-reference/latest/account/settings/consent-banner/consent-banner-api
 */
export const start: StartBridge<HubspotBridge> = (options) => {
  const { settings } = options;
  onDecision(options, { ...BRIDGE_PURPOSES.hubspot, ...settings.purposes }, (may) => {
    queueOf('_hsp').push(['setHubSpotConsent', may]);
  });
};
