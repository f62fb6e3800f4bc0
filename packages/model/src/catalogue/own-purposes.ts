import type { ProviderCategory, Text } from '../schema/index.ts';

/** What sites use a provider of each kind for, where they say nothing more exact. */
export const ownPurposeOf: Readonly<Record<Exclude<ProviderCategory, 'embed'>, Text>> = {
  advertising: {
    ja: '閲覧した内容に関係する広告の配信と、広告の効果の測定',
    en: 'Showing ads related to what you viewed, and measuring how they perform',
  },
  analytics: { ja: '閲覧状況の集計と、ページの改善', en: 'Counting visits and improving our pages' },
  'marketing-automation': {
    ja: '会員の関心の把握と、関心に合ったご案内',
    en: 'Learning what members are interested in, and telling them about it',
  },
  cdp: {
    ja: '閲覧の履歴をまとめた分析と、ご案内の改善',
    en: 'Analysing the history of visits as a whole, and improving what we tell you',
  },
  personalization: {
    ja: '閲覧に合わせたご案内とポップアップの表示',
    en: 'Showing notices and pop-ups that fit what you view',
  },
  'tag-management': {
    ja: '外部のプログラム（タグ）の管理',
    en: 'Managing the programs of others (tags) on our pages',
  },
  security: { ja: '自動プログラムによる不正な送信の防止', en: 'Keeping automated programs from misusing our forms' },
};
