import { z } from 'zod';
import { analyticsBridges } from './analytics-bridges.ts';

/** Consent events on `dataLayer`, for Google Tag Manager and whoever else reads it. */
export const dataLayerBridge = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_$][\w$]{0,60}$/, 'the name of a global variable')
    .optional()
    .describe('Name of the global array. Default: dataLayer.'),
  events: z.literal(false).optional().describe('Leaves out what noren.track sends.'),
});

/**
 * What other tools on the page are told. Each is a file of its own, `noren-bridge-<key>`, which only pages of a site that
 * names it here ever fetch.
 */
export const bridges = z.strictObject({
  'data-layer': dataLayerBridge.optional(),
  ...analyticsBridges,
});

export type DataLayerBridge = z.infer<typeof dataLayerBridge>;
export type Bridges = z.infer<typeof bridges>;
export type BridgeName = keyof Bridges;
