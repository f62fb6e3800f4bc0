import type { SiteConfig } from '@noren/model/schema';
import { API_PATH, handlingNotice, originOf } from '../group/address.ts';
import { catalogueServices } from '../group/catalogue-services.ts';
import { documents, industryOptOuts } from '../group/documents.ts';
import { editions } from '../group/editions.ts';
import { entities, OPERATOR } from '../group/entities.ts';
import { jointUse } from '../group/joint-use.ts';
import { consentProof, memberSignIn, recommendSlot } from '../group/own-services.ts';
import { personalUrls } from '../group/personal-urls.ts';
import { OPT_IN, purposes } from '../group/purposes.ts';
import { adPixel, adTag, posthog, snowplow, video } from '../group/stand-in-services.ts';

/** A group company whose site asks for everything, as outside Japan. The API is on another site. */
export function energy(port: number): SiteConfig {
  const permitted = purposes(OPT_IN);
  return {
    site: 'energy',
    name: { ja: 'サンプルエナジー', en: 'Sample Energy' },
    entities,
    entity: 'sample-energy',
    responsible: OPERATOR,
    origins: [originOf('energy', port)],
    languages: ['ja', 'en'],
    api: `${originOf('portal', port)}${API_PATH}`,
    registerUrl: { ja: '/cookies/', en: '/en/cookies/' },
    policyUrl: handlingNotice('energy', port),
    purposes: permitted,
    services: [
      consentProof,
      memberSignIn,
      snowplow,
      posthog,
      ...catalogueServices('statistics', ['google-analytics-4', 'hotjar', 'ad-ebis']),
      recommendSlot,
      video,
      ...catalogueServices('recommendation', ['dynamic-yield', 'sinclo', 'braze', 'google-maps'], {
        firstEdition: '6',
      }),
      ...catalogueServices('identification', ['oracle-eloqua']),
      ...catalogueServices('linking', ['adobe-marketo']),
      adTag,
      adPixel,
      ...catalogueServices('advertising', ['google-ads', 'yahoo-japan-ads', 'smartnews-ads'], { firstEdition: '3' }),
      ...catalogueServices('advertising', ['smn-logicad', 'criteo'], { firstEdition: '4' }),
      ...catalogueServices('advertising', ['taboola', 'outbrain', 'logly', 'tiktok'], { firstEdition: '5' }),
    ],
    editions: editions(permitted.map(({ id }) => id)),
    documents: documents(port),
    jointUse,
    personalUrls,
    industryOptOuts,
    validityDays: 365,
    cookie: { maxAgeDays: 365 },
  };
}
