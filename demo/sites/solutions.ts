import type { SiteConfig } from '@noren/model/schema';
import { API_PATH, originOf } from '../group/address.ts';
import { catalogueServices } from '../group/catalogue-services.ts';
import { editions } from '../group/editions.ts';
import { entities, OPERATOR } from '../group/entities.ts';
import { consentProof, recommendSlot } from '../group/own-services.ts';
import { type Modes, OPT_IN, purposes } from '../group/purposes.ts';
import { adPixel, adTag, posthog, snowplow, video } from '../group/stand-in-services.ts';

/**
 * As Japanese law allows today: statistics are told, advertising runs until a no. Recommendation, identification and
 * linking still wait for a yes: nothing of a recommendation is collected without its permission, and each of the three
 * is a permission of its own.
 */
const MODES: Modes = { ...OPT_IN, statistics: 'notify', advertising: 'opt-out' };

/** The shipped sentence would ask for everything; here two purposes are already in use and three wait for a yes. */
const BODY = {
  ja: 'このサイトでは、閲覧状況の統計と広告の配信のために、クッキー（ブラウザに保存される小さなデータ）と Web ビーコン（閲覧を知らせる小さな画像や通信）を使用しています。広告は、いつでも停止できます。お客さまに合わせた情報の表示、メールのリンクによる識別、会員情報との結び付けは、許可された場合だけ行います。',
  en: 'This site uses cookies (small pieces of data kept in your browser) and web beacons (tiny images or requests that report a view) for visitor statistics and advertising. You can stop the advertising at any time. Content chosen for you, recognising members from links in our mail, and joining visits with member data happen only if you allow them.',
};

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
    registerUrl: '/cookies/',
    purposes: permitted,
    services: [
      consentProof,
      snowplow,
      posthog,
      ...catalogueServices('statistics', ['google-analytics-4', 'contentsquare']),
      recommendSlot,
      video,
      ...catalogueServices('linking', ['hubspot']),
      adTag,
      adPixel,
      ...catalogueServices('advertising', [
        'yahoo-japan-ads',
        'microsoft-advertising',
        'linkedin',
        'intimate-merger',
        'docomo-web-access',
        'bombora',
      ]),
    ],
    editions: editions(permitted.map(({ id }) => id)),
    validityDays: 365,
    cookie: { maxAgeDays: 365 },
    notice: { layout: 'card' },
    words: { ja: { notice: { body: BODY.ja } }, en: { notice: { body: BODY.en } } },
  };
}
