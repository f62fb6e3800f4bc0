import { z } from 'zod';
import { analyticsBridges } from './analytics-bridges.ts';
import { gppBridge, tcfBridge } from './iab-bridges.ts';
import { consentModeType } from './purpose.ts';
import { identifier } from './text.ts';
import {
  adobeOptInBridge,
  adobeWebSdkBridge,
  callBridge,
  clarityBridge,
  globalName,
  hubspotBridge,
  karteBridge,
  marketoBridge,
  metaBridge,
  pardotBridge,
  tiktokBridge,
  treasureDataBridge,
  uetBridge,
} from './vendor-bridges.ts';

/** Consent events on `dataLayer`, for Google Tag Manager and whoever else reads it. */
export const dataLayerBridge = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_$][\w$]{0,60}$/, 'the name of a global variable')
    .optional()
    .describe('Name of the global array. Default: dataLayer.'),
  events: z.literal(false).optional().describe('Leaves out what noren.track sends.'),
});

/** Google's tags on pages without the head snippet. */
export const googleBridge = z.strictObject({});

/** As `noren.js` carries it: what to say, made of purposes and `consentMode` by publishing. */
export const googleRuntime = z.strictObject({
  layer: globalName.optional(),
  commands: z.array(z.array(z.unknown())),
  types: z.array(
    z.union([
      z.tuple([consentModeType, identifier]).readonly(),
      z.tuple([consentModeType, identifier, z.literal('start')]).readonly(),
    ]),
  ),
});

/**
 * What other tools on the page are told. Each is a file of its own, `noren-bridge-<key>`, which only pages of a site that
 * names it here ever fetch.
 */
export const bridges = z.strictObject({
  'data-layer': dataLayerBridge.optional(),
  google: googleBridge.optional(),
  uet: uetBridge.optional(),
  clarity: clarityBridge.optional(),
  meta: metaBridge.optional(),
  tiktok: tiktokBridge.optional(),
  'adobe-opt-in': adobeOptInBridge.optional(),
  'adobe-web-sdk': adobeWebSdkBridge.optional(),
  hubspot: hubspotBridge.optional(),
  pardot: pardotBridge.optional(),
  marketo: marketoBridge.optional(),
  karte: karteBridge.optional(),
  'treasure-data': treasureDataBridge.optional(),
  call: callBridge.optional(),
  tcf: tcfBridge.optional(),
  gpp: gppBridge.optional(),
  ...analyticsBridges,
});

/** The same in `noren.js`. */
export const runtimeBridges = bridges.extend({ google: googleRuntime.optional() });

export type DataLayerBridge = z.infer<typeof dataLayerBridge>;
export type GoogleRuntime = z.infer<typeof googleRuntime>;
export type RuntimeBridges = z.infer<typeof runtimeBridges>;
export type Bridges = z.infer<typeof bridges>;
export type BridgeName = keyof Bridges;
