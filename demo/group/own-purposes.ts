import type { Text } from '@noren/model/schema';

/** What the group's sites use a tag for, by the purpose that permits it. */
export const ownPurposes = {
  necessary: {
    ja: '問い合わせの画面での、自動プログラムによる送信の防止',
    en: 'Keeping automated programs from using our inquiry form',
  },
  statistics: {
    ja: '閲覧状況の集計と、ページの改善',
    en: 'Counting visits and improving our pages',
  },
  recommendation: {
    ja: '閲覧に合わせたご案内やポップアップの表示',
    en: 'Showing notices and pop-ups that fit what you read',
  },
  identification: {
    ja: 'メールのリンクからお越しの会員の識別と、メールに合ったご案内の表示',
    en: 'Recognising members who come from a link in our mail, and showing what the mail announced',
  },
  linking: {
    ja: '会員情報と閲覧履歴を合わせた分析と、会員の関心に合ったご案内',
    en: 'Analysing member data together with visits, to tell members about what interests them',
  },
  advertising: {
    ja: '閲覧した内容に関係する広告の配信と、広告の効果の測定',
    en: 'Showing ads related to what you viewed, and measuring how they perform',
  },
} satisfies Readonly<Record<string, Text>>;

/** Purposes under which the group's sites use tags of others. */
export type TagPurpose = keyof typeof ownPurposes;
