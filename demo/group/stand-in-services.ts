import { informationItem } from '@noren/model/catalogue';
import type { Service, Text } from '@noren/model/schema';
import { HOSTS } from './address.ts';
import { ownPurposes } from './own-purposes.ts';

const hosts = [HOSTS.thirdparty];
const items = (...names: string[]): Text[] => names.map(informationItem);
const days = (count: number): Text => ({ ja: `${count}日`, en: `${count} days` });
const untilClosed: Text = { ja: 'ブラウザを閉じるまで', en: 'until the browser is closed' };
const untilDeleted: Text = { ja: '消去されるまで', en: 'until it is deleted' };
const stopsAds: Text = {
  ja: '関心に基づく広告の表示を停止します。情報の送信は、このサイトの設定で停止できます。',
  en: 'Stops ads based on your interests. The sending itself is stopped by the settings of this site.',
};
const view = [
  '閲覧ページのURL',
  'リファラ',
  '閲覧日時',
  'IPアドレス',
  'ユーザーエージェント(OS・ブラウザ・端末の種類)',
];

const measuring: Text = { ja: 'サンプル計測株式会社', en: 'Sample Metrics Corporation' };
const advertising: Text = { ja: 'サンプル広告株式会社', en: 'Sample Ads Corporation' };
const onBehalf: Text = { ja: '当社からの委託による集計', en: 'Counting on our behalf' };
const adBusiness: Text = {
  ja: '広告の選択と、広告の効果の測定',
  en: 'Choosing ads and measuring how they perform',
};

/** Snowplow's browser tracker, collected by a fictional company. */
export const snowplow: Service = {
  id: 'snowplow',
  purpose: 'statistics',
  name: { ja: '閲覧の集計（Snowplow）', en: 'Visit counting (Snowplow)' },
  category: 'analytics',
  recipient: measuring,
  country: 'JP',
  information: items('Cookieに保存された識別子', ...view, '画面サイズ・言語設定'),
  ownPurpose: ownPurposes.statistics,
  recipientPurpose: onBehalf,
  hosts,
  cookies: [
    { name: '_sp_id.*', lifetime: days(365) },
    { name: '_sp_ses.*', lifetime: { ja: '30分', en: '30 minutes' } },
    { name: 'sp', lifetime: days(365) },
  ],
  storage: [{ name: 'snowplowOutQueue_*', lifetime: untilDeleted }],
};

/** PostHog's browser client, collected by the same fictional company. */
export const posthog: Service = {
  id: 'posthog',
  purpose: 'statistics',
  name: { ja: '操作の分析（PostHog）', en: 'Usage analysis (PostHog)' },
  category: 'analytics',
  recipient: measuring,
  country: 'JP',
  information: items('Cookieに保存された識別子', ...view, 'ページ内の操作(スクロール・クリック)'),
  ownPurpose: ownPurposes.statistics,
  recipientPurpose: onBehalf,
  hosts,
  cookies: [
    { name: 'ph_*', lifetime: days(365) },
    // Tries out on which domain it may write.
    { name: 'dmn_chk_*', lifetime: { ja: '3秒', en: '3 seconds' } },
  ],
  storage: [
    { name: 'ph_*', lifetime: untilDeleted },
    { name: '__ph_*', lifetime: untilDeleted },
  ],
};

/** A video player in a frame; what it keeps for itself is out of the page's reach. */
export const video: Service = {
  id: 'sample-video',
  purpose: 'recommendation',
  name: { ja: 'サンプル動画プレーヤー', en: 'Sample Video Player' },
  category: 'embed',
  recipient: { ja: 'サンプル動画株式会社', en: 'Sample Video Corporation' },
  country: 'JP',
  information: items(...view, 'Cookieに保存された識別子'),
  ownPurpose: { ja: '製品を紹介する動画の再生', en: 'Playing videos about our products' },
  recipientPurpose: {
    ja: '再生の記録と、次に再生する動画の選択',
    en: 'Keeping what was played, and choosing what plays next',
  },
  hosts,
  cookies: [{ name: 'tp_video', lifetime: days(30) }],
  policyUrl: 'https://video.sample.example/privacy',
  optOutUrl: 'https://video.sample.example/opt-out',
  optOutStops: {
    ja: '再生の記録に基づく動画の選択を停止します。',
    en: 'Stops choosing videos by what you played.',
  },
  optOutReach: 'browser',
};

/** A script that keeps an identifier on the site's own domain and calls home. */
export const adTag: Service = {
  id: 'sample-ads',
  purpose: 'advertising',
  name: { ja: 'サンプル広告タグ', en: 'Sample Ads tag' },
  category: 'advertising',
  recipient: advertising,
  country: 'JP',
  information: items('Cookieに保存された識別子', ...view, '広告の表示・クリック・コンバージョン情報'),
  ownPurpose: ownPurposes.advertising,
  recipientPurpose: adBusiness,
  hosts,
  cookies: [
    { name: '_ad', lifetime: days(90) },
    { name: '_ad_ses', lifetime: untilClosed },
  ],
  storage: [
    { name: '_ad_seen', lifetime: untilDeleted },
    { name: '_ad_queue', lifetime: untilDeleted },
  ],
  policyUrl: 'https://ads.sample.example/privacy',
  optOutUrl: 'https://ads.sample.example/opt-out',
  optOutStops: stopsAds,
  optOutReach: 'browser',
  choice: true,
};

/** A web beacon: a transparent image of one pixel, with a cookie on the provider's own domain. */
export const adPixel: Service = {
  id: 'sample-pixel',
  purpose: 'advertising',
  name: { ja: 'サンプル広告ビーコン', en: 'Sample Ads beacon' },
  category: 'advertising',
  recipient: advertising,
  country: 'JP',
  information: items('Cookieに保存された識別子', ...view),
  ownPurpose: ownPurposes.advertising,
  recipientPurpose: adBusiness,
  hosts,
  cookies: [{ name: 'tp_uid', lifetime: days(90) }],
  policyUrl: 'https://ads.sample.example/privacy',
  optOutUrl: 'https://ads.sample.example/opt-out',
  optOutStops: stopsAds,
  optOutReach: 'browser',
  choice: true,
};
