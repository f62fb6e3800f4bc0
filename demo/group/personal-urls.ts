import type { PersonalUrls } from '@noren/model/schema';

/** What personalised links join, told item by item before anybody agrees (P9-1 ¶2). The same on every site of the group. */
export const personalUrls: PersonalUrls = {
  joined: [
    { ja: '会社名', en: 'Company' },
    { ja: '部署名', en: 'Department' },
    { ja: '職種', en: 'Occupation' },
    { ja: 'メールの配信履歴', en: 'The mails that we sent you' },
    { ja: 'このサイトで閲覧したページ', en: 'The pages of this site that you view' },
  ],
  keptFor: {
    ja: 'このブラウザでの選択から1年間。「クッキーの設定」で、いつでも解除できます。',
    en: 'One year from your choice in this browser. You can end it at any time in the cookie settings.',
  },
  hold: ['mkt_tok', 'elqTrackId'],
};
