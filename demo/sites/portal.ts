import type { SiteConfig } from '@noren/model/schema';
import { API_PATH, handlingNotice, originOf } from '../group/address.ts';
import { catalogueServices } from '../group/catalogue-services.ts';
import { documents, industryOptOuts } from '../group/documents.ts';
import { editions } from '../group/editions.ts';
import { entities, OPERATOR } from '../group/entities.ts';
import { jointUse } from '../group/joint-use.ts';
import { mailTopics } from '../group/mail-topics.ts';
import { consentProof, memberSignIn, recommendSlot } from '../group/own-services.ts';
import { personalUrls } from '../group/personal-urls.ts';
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
    registerUrl: { ja: '/cookies/', en: '/en/cookies/' },
    policyUrl: handlingNotice('portal', port),
    purposes: permitted,
    services: [
      consentProof,
      memberSignIn,
      snowplow,
      posthog,
      ...catalogueServices('necessary', ['google-recaptcha'], { firstEdition: '2' }),
      ...catalogueServices('statistics', ['google-analytics-4', 'adobe-experience-cloud', 'microsoft-clarity']),
      recommendSlot,
      video,
      ...catalogueServices('recommendation', ['karte', 'optimizely', 'youtube'], { firstEdition: '6' }),
      ...catalogueServices('identification', ['oracle-eloqua'], { firstEdition: '6' }),
      ...catalogueServices('linking', ['treasure-data', 'salesforce-account-engagement'], { firstEdition: '6' }),
      adTag,
      adPixel,
      ...catalogueServices('advertising', ['google-ads', 'yahoo-japan-ads'], { choice: true, firstEdition: '1' }),
      ...catalogueServices('advertising', ['line-ads', 'meta'], { choice: true, firstEdition: '3' }),
      ...catalogueServices('advertising', ['x-ads'], { firstEdition: '4' }),
      ...catalogueServices('advertising', ['amazon-ads', 'criteo', 'google-marketing-platform'], { firstEdition: '5' }),
      ...catalogueServices('advertising', ['xandr'], { firstEdition: '3', lastEdition: '4' }),
    ],
    editions: editions(permitted.map(({ id }) => id)),
    documents: documents(port),
    jointUse,
    personalUrls,
    mail: mailTopics(port),
    industryOptOuts,
    validityDays: 365,
    cookie: { maxAgeDays: 365 },
  };
}
