import type { SiteConfig } from '@noren/model/schema';
import { API_PATH, originOf } from '../group/address.ts';
import { catalogueServices } from '../group/catalogue-services.ts';
import { editions } from '../group/editions.ts';
import { entities, OPERATOR } from '../group/entities.ts';
import { consentProof, recommendSlot } from '../group/own-services.ts';
import { OPT_IN, purposes } from '../group/purposes.ts';
import { adPixel, adTag, posthog, snowplow, video } from '../group/stand-in-services.ts';

/** The member site, run by the operator. Everything waits for a yes; the API is on the same host. */
export function portal(port: number): SiteConfig {
  const permitted = purposes(OPT_IN);
  return {
    site: 'portal',
    name: { ja: 'サンプル電機グループ', en: 'Sample Electric Group' },
    entities,
    entity: OPERATOR,
    responsible: OPERATOR,
    origins: [originOf('portal', port)],
    languages: ['ja', 'en'],
    api: API_PATH,
    registerUrl: '/cookies/',
    purposes: permitted,
    services: [
      consentProof,
      snowplow,
      posthog,
      ...catalogueServices('statistics', ['google-analytics-4', 'adobe-experience-cloud', 'microsoft-clarity']),
      recommendSlot,
      video,
      ...catalogueServices('recommendation', ['karte']),
      ...catalogueServices('identification', ['oracle-eloqua']),
      ...catalogueServices('linking', ['treasure-data', 'salesforce-account-engagement']),
      adTag,
      adPixel,
      ...catalogueServices('advertising', ['google-ads', 'yahoo-japan-ads', 'line-ads', 'meta', 'x-ads'], {
        choice: true,
      }),
    ],
    editions: editions(permitted.map(({ id }) => id)),
    validityDays: 365,
    cookie: { maxAgeDays: 365 },
  };
}
