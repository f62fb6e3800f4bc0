import { z } from 'zod';
import { httpsUrl, identifier } from './text.ts';
import { globalName, ofService } from './vendor-bridges.ts';

const word = z.string().min(1).max(100);

/** Events for Google's tag. */
export const gtagBridge = z.strictObject({
  service: ofService,
  layer: globalName.optional().describe('Name of the global array. Default: dataLayer.'),
  sendTo: z
    .string()
    .max(100)
    .optional()
    .describe('Of several tags the one that gets them, e.g. G-XXXXXXX. Default: all.'),
});

/** Consent and events for Matomo. */
export const matomoBridge = z.strictObject({
  service: ofService,
  consent: z
    .enum(['tracking', 'cookies'])
    .or(z.literal(false))
    .optional()
    .describe('What waits for a yes: all tracking (default), or its cookies alone; `false`: the page sees to it.'),
  category: word.optional().describe('Of events that name none. Default: page.'),
});

/** Consent and events for Snowplow. */
export const snowplowBridge = z.strictObject({
  service: ofService,
  name: globalName.optional().describe('Of the global function, or of the browser tracker. Default: snowplow.'),
  anonymous: z.literal(true).optional().describe('The tracker runs anonymously until a yes, and again after a no.'),
  category: word.optional().describe('Of structured events that name none. Default: page.'),
  schemas: z
    .record(
      z.string(),
      z
        .string()
        .regex(
          /^iglu:[\w.-]+\/[\w.-]+\/jsonschema\/\d+-\d+-\d+$/,
          'an address such as "iglu:jp.example/download/jsonschema/1-0-0"',
        ),
    )
    .optional()
    .describe('Name of an event → schema of the self-describing event that it is sent as.'),
  consent: z
    .strictObject({
      url: httpsUrl,
      version: word.optional().describe('Default: label of the edition in force.'),
      domains: z.array(z.string().min(1).max(253)).min(1).max(20).optional().describe('Default: the host of the page.'),
    })
    .optional()
    .describe('Tells a yes as an event of the enhanced consent plugin, with the address of the policy.'),
});

/** Consent and events for PostHog. */
export const posthogBridge = z.strictObject({
  service: ofService,
  name: globalName.optional().describe('Of the global client. Default: posthog.'),
});

/** Consent and events for Segment. */
export const segmentBridge = z.strictObject({
  service: ofService,
  name: globalName.optional().describe('Of the global client. Default: analytics.'),
  categories: z
    .record(identifier, word)
    .optional()
    .describe('Purpose → consent category of the Segment workspace. Default: every purpose under its own id.'),
});

/** Events for Plausible. */
export const plausibleBridge = z.strictObject({
  service: ofService,
  name: globalName.optional().describe('Of the global function. Default: plausible.'),
});

/** Events as JSON to an address of the operator. */
export const endpointBridge = z.strictObject({
  service: ofService,
  url: httpsUrl.describe('Takes POST from the origins of the site, and answers with 2xx.'),
});

/** Site analytics: what the page tracks, and what the tools for it are told of the purpose `statistics`. */
export const analyticsBridges = {
  gtag: gtagBridge.optional(),
  matomo: matomoBridge.optional(),
  snowplow: snowplowBridge.optional(),
  posthog: posthogBridge.optional(),
  segment: segmentBridge.optional(),
  plausible: plausibleBridge.optional(),
  endpoint: endpointBridge.optional(),
};

export type GtagBridge = z.infer<typeof gtagBridge>;
export type MatomoBridge = z.infer<typeof matomoBridge>;
export type SnowplowBridge = z.infer<typeof snowplowBridge>;
export type PosthogBridge = z.infer<typeof posthogBridge>;
export type SegmentBridge = z.infer<typeof segmentBridge>;
export type PlausibleBridge = z.infer<typeof plausibleBridge>;
export type EndpointBridge = z.infer<typeof endpointBridge>;
