import type { SiteConfig } from '@noren/model/schema';
import { API_PATH, handlingNotice, originOf } from '../group/address.ts';
import { catalogueServices } from '../group/catalogue-services.ts';
import { documents, industryOptOuts } from '../group/documents.ts';
import { editions } from '../group/editions.ts';
import { entities, OPERATOR } from '../group/entities.ts';
import { jointUse } from '../group/joint-use.ts';
import { consentProof, memberSignIn, recommendSlot } from '../group/own-services.ts';
import { personalUrls } from '../group/personal-urls.ts';
import { type Modes, OPT_IN, purposes } from '../group/purposes.ts';
import { adPixel, adTag, posthog, snowplow, video } from '../group/stand-in-services.ts';

/**
 * As Japanese law allows today: statistics are told, advertising runs until a no. Recommendation, identification and
 * linking still wait for a yes: nothing of a recommendation is collected without its permission, and each of the three
 * is a permission of its own.
 */
const MODES: Modes = { ...OPT_IN, statistics: 'notify', advertising: 'opt-out' };

/** A group company in Japan: notify, opt-out and opt-in side by side. The API is on another site. */
export function solutions(port: number): SiteConfig {
  const permitted = purposes(MODES);
  return {
    site: 'solutions',
    name: { ja: 'サンプルソリューションズ', en: 'Sample Solutions' },
    entities,
    entity: 'sample-solutions',
    responsible: OPERATOR,
    origins: [originOf('solutions', port)],
    languages: ['ja', 'en'],
    api: `${originOf('portal', port)}${API_PATH}`,
    registerUrl: { ja: '/cookies/', en: '/en/cookies/' },
    policyUrl: handlingNotice('solutions', port),
    purposes: permitted,
    services: [
      consentProof,
      memberSignIn,
      snowplow,
      posthog,
      ...catalogueServices('statistics', ['google-tag-manager', 'google-analytics-4', 'contentsquare', 'hotjar']),
      recommendSlot,
      video,
      ...catalogueServices('recommendation', ['vimeo'], { firstEdition: '6' }),
      ...catalogueServices('linking', ['hubspot']),
      adTag,
      adPixel,
      ...catalogueServices('advertising', ['yahoo-japan-ads', 'microsoft-advertising'], { firstEdition: '3' }),
      ...catalogueServices('advertising', ['linkedin', 'intimate-merger'], { firstEdition: '4' }),
      ...catalogueServices('advertising', ['docomo-web-access', 'bombora', 'the-trade-desk'], { firstEdition: '5' }),
    ],
    editions: editions(permitted.map(({ id }) => id)),
    documents: documents(port),
    jointUse,
    personalUrls,
    industryOptOuts,
    validityDays: 365,
    cookie: { maxAgeDays: 365 },
    notice: { layout: 'card' },
  };
}
