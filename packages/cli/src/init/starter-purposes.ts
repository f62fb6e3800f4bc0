import type { Purpose } from '@noren/model/schema';

/** The purposes of a new site: what most sites use, each optional one waiting for a yes. */
export function starterPurposes({ embeds }: { embeds: boolean }): Purpose[] {
  return [
    {
      id: 'necessary',
      mode: 'always',
      consentMode: ['functionality_storage', 'security_storage'],
      title: { ja: 'サイトの動作に必要なもの', en: 'Needed for the site to work' },
      description: {
        ja: 'ログインの状態や、この画面で選んだ内容を覚えます。',
        en: 'Remembers that you are signed in, and what you choose on this screen.',
      },
    },
    {
      id: 'statistics',
      mode: 'opt-in',
      consentMode: ['analytics_storage'],
      title: { ja: '統計', en: 'Statistics' },
      phrase: { ja: '閲覧状況の統計', en: 'visitor statistics' },
      description: {
        ja: 'どのページがよく読まれるかを調べ、レイアウトと内容の改善に使います。',
        en: 'Shows us which pages are read, so that we can improve their layout and content.',
      },
      refused: {
        ja: 'このサイトの機能は変わりません。お客さまの閲覧は集計に含まれません。',
        en: 'Everything on the site keeps working. Your visit is not counted.',
      },
    },
    {
      id: 'recommendation',
      mode: 'opt-in',
      consentMode: ['personalization_storage'],
      title: { ja: 'おすすめの表示（レコメンド）', en: 'Recommendations' },
      phrase: { ja: 'お客さまに合わせた情報の表示', en: 'content chosen for you' },
      description: {
        ja: `このサイトでの閲覧に合わせて、ご案内の内容を変えます。${embeds ? '動画と地図の表示にも使います。' : ''}`,
        en: `Adapts what we show you to what you read on this site.${embeds ? ' Videos and maps use it too.' : ''}`,
      },
      refused: {
        ja: `すべての方に共通の内容を表示します。${embeds ? '動画と地図は表示されません。' : ''}`,
        en: `You see the same content as everyone else.${embeds ? ' Videos and maps are not shown.' : ''}`,
      },
    },
    {
      id: 'advertising',
      mode: 'opt-in',
      gpc: true,
      consentMode: ['ad_storage', 'ad_user_data', 'ad_personalization'],
      title: { ja: '行動ターゲティング広告', en: 'Behavioural advertising' },
      phrase: { ja: '広告の配信', en: 'advertising' },
      description: {
        ja: '閲覧した内容に関係する広告を、ほかのサイトでも表示します。広告の効果の測定にも使います。',
        en: 'Shows you ads related to what you viewed, on other sites too, and measures how they perform.',
      },
      refused: {
        ja: '広告の数は変わりません。閲覧した内容とは関係のない広告になります。',
        en: 'You see as many ads as before, but they are unrelated to what you viewed.',
      },
    },
  ];
}

/** Kind of provider → the purpose of a new site that fits it. What only brings other tags waits like statistics. */
export const PURPOSE_OF = {
  advertising: 'advertising',
  analytics: 'statistics',
  cdp: 'recommendation',
  embed: 'recommendation',
  'marketing-automation': 'recommendation',
  personalization: 'recommendation',
  security: 'necessary',
  'tag-management': 'statistics',
} as const;
