import { z } from 'zod';
import { BRIDGE_PURPOSES } from '../bridge-purposes.ts';
import { identifier } from './text.ts';

/** A global variable of the page. */
export const globalName = z.string().regex(/^[A-Za-z_$][\w$]{0,60}$/, 'the name of a global variable');

/** What a tool of one service hears. */
export const ofService = identifier
  .optional()
  .describe('Row of the register that the tool is: where a visitor has refused it alone, the tool hears that no.');

/** One purpose for all that a tool does. */
const purposeOr = (fallback: string) =>
  identifier.optional().describe(`Purpose whose yes it needs. Default: ${fallback}.`);

/** A purpose for each signal that a tool knows. */
function purposesOf<Signal extends string>(defaults: Readonly<Record<Signal, string>>) {
  const shape = Object.fromEntries(
    Object.entries<string>(defaults).map(([signal, fallback]) => [signal, purposeOr(fallback)]),
  ) as Record<Signal, ReturnType<typeof purposeOr>>;
  return z.strictObject(shape).optional().describe('Signal of the tool → purpose whose yes it needs.');
}

/** Microsoft Advertising, Universal Event Tracking. */
export const uetBridge = z.strictObject({ purpose: purposeOr(BRIDGE_PURPOSES.uet), service: ofService });

/** Microsoft Clarity, consent API v2. */
export const clarityBridge = z.strictObject({
  purposes: purposesOf(BRIDGE_PURPOSES.clarity),
  service: ofService,
});

/** Meta Pixel. */
export const metaBridge = z.strictObject({ purpose: purposeOr(BRIDGE_PURPOSES.meta), service: ofService });

/** TikTok Pixel. */
export const tiktokBridge = z.strictObject({ purpose: purposeOr(BRIDGE_PURPOSES.tiktok), service: ofService });

/** Adobe's Opt-in service, by its categories. */
export const adobeOptInBridge = z.strictObject({
  purposes: purposesOf(BRIDGE_PURPOSES['adobe-opt-in']),
  service: ofService,
});

/** Adobe Experience Platform Web SDK. */
export const adobeWebSdkBridge = z.strictObject({
  name: globalName.optional().describe('Name of the global function. Default: alloy.'),
  purpose: purposeOr(BRIDGE_PURPOSES['adobe-web-sdk']),
  service: ofService,
});

/** HubSpot, by its categories. */
export const hubspotBridge = z.strictObject({
  purposes: purposesOf(BRIDGE_PURPOSES.hubspot),
  service: ofService,
});

/** Salesforce Account Engagement, formerly Pardot. */
export const pardotBridge = z.strictObject({ purpose: purposeOr(BRIDGE_PURPOSES.pardot), service: ofService });

/** Marketo Engage. */
export const marketoBridge = z.strictObject({
  munchkinId: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'a Munchkin id such as "123-ABC-456"')
    .describe('Munchkin id of the account, as Munchkin.init takes it.'),
  init: z
    .record(z.string().max(60), z.union([z.boolean(), z.number(), z.string().max(200)]))
    .optional()
    .describe('Second argument of Munchkin.init, e.g. {"anonymizeIP": true}.'),
  purpose: purposeOr(BRIDGE_PURPOSES.marketo),
  service: ofService,
});

/** KARTE in its opt-in mode. */
export const karteBridge = z.strictObject({
  tag: z.literal(1).optional().describe('The page has the older tag v1. Default: v2.'),
  name: globalName.optional().describe('Of the object of tag v2, where the tag has another one. Default: krt.'),
  purpose: purposeOr(BRIDGE_PURPOSES.karte),
  service: ofService,
});

/** Treasure Data's JavaScript SDK. */
export const treasureDataBridge = z.strictObject({
  name: globalName.optional().describe('Name of the global variable with the client. Default: td.'),
  refused: z
    .enum(['block', 'anonymous'])
    .optional()
    .describe('After a no: send nothing, or send without identifiers. Default: block.'),
  purpose: purposeOr(BRIDGE_PURPOSES['treasure-data']),
  service: ofService,
});

const values = z.array(z.unknown()).max(10);

/** A function or a queue of the page, and what it is told. */
export const callRow = z.strictObject({
  path: z
    .string()
    .regex(
      /^(?!(?:.*\.)?(?:eval|Function|constructor|prototype|__proto__|setTimeout|setInterval|document|location|open)(?:\.|$))[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,4}$/,
      'the path of a global function or queue, such as "tracker.setConsent"; none that runs text as code',
    )
    .describe('Where it is on the window. It may come later.'),
  purpose: identifier.describe('Purpose whose yes it needs.'),
  service: ofService,
  queue: z.literal(true).optional().describe('It is a queue: what it is told is pushed, as arguments of push.'),
  granted: values.optional().describe('Arguments after a yes. Default: not called.'),
  refused: values.optional().describe('Arguments after a no. Default: not called.'),
  waiting: values.optional().describe('Arguments while nothing is decided. Default: not called.'),
});

/** Tools that have no bridge of their own. */
export const callBridge = z.array(callRow).min(1).max(20, 'at most 20 calls');

export type UetBridge = z.infer<typeof uetBridge>;
export type ClarityBridge = z.infer<typeof clarityBridge>;
export type MetaBridge = z.infer<typeof metaBridge>;
export type TiktokBridge = z.infer<typeof tiktokBridge>;
export type AdobeOptInBridge = z.infer<typeof adobeOptInBridge>;
export type AdobeWebSdkBridge = z.infer<typeof adobeWebSdkBridge>;
export type HubspotBridge = z.infer<typeof hubspotBridge>;
export type PardotBridge = z.infer<typeof pardotBridge>;
export type MarketoBridge = z.infer<typeof marketoBridge>;
export type KarteBridge = z.infer<typeof karteBridge>;
export type TreasureDataBridge = z.infer<typeof treasureDataBridge>;
export type CallRow = z.infer<typeof callRow>;
export type CallBridge = z.infer<typeof callBridge>;
