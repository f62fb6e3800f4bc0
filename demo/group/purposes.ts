import type { Mode, Purpose } from '@noren/model/schema';

/** How a site of the group asks for each purpose that is not strictly necessary. */
export type Modes = Readonly<
  Record<'statistics' | 'recommendation' | 'identification' | 'linking' | 'advertising', Mode>
>;

/** Every optional purpose waits for a yes. */
export const OPT_IN: Modes = {
  statistics: 'opt-in',
  recommendation: 'opt-in',
  identification: 'opt-in',
  linking: 'opt-in',
  advertising: 'opt-in',
};

/**
 * The six purposes of the group, in its own words.
 *
 * Identification and linking travel between the sites: they are between the member and the operator, who is the same
 * recipient on every site. The others stay with the site, because each site has other recipients, and a yes to the
 * recipients of one site says nothing about those of another.
 */
export function purposes(modes: Modes): Purpose[] {
  return [
    {
      id: 'necessary',
      mode: 'always',
      consentMode: ['functionality_storage', 'security_storage'],
      title: { ja: 'サイトの動作に必要なもの', en: 'Needed for the site to work' },
      description: {
        ja: 'ログインの状態や、この画面で選んだ内容を覚えます。',
        en: 'Remembers that you are signed in, and what you chose on this screen.',
      },
    },
    {
      id: 'statistics',
      mode: modes.statistics,
      scope: 'site',
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
      mode: modes.recommendation,
      scope: 'site',
      consentMode: ['personalization_storage'],
      title: { ja: 'おすすめの表示（レコメンド）', en: 'Recommendations' },
      phrase: { ja: 'お客さまに合わせた情報の表示', en: 'content chosen for you' },
      description: {
        ja: 'このサイトでの閲覧に合わせて、ご案内やポップアップ（画面に重ねて表示するお知らせ）の内容を変えます。動画の再生にも使います。',
        en: 'Adapts notices and pop-ups to what you read on this site. Videos use it too, to choose what plays next.',
      },
      refused: {
        ja: 'すべての方に共通の内容を表示します。動画は再生できません。',
        en: 'You see the same content as everyone else. Videos do not play.',
      },
    },
    {
      id: 'identification',
      mode: modes.identification,
      scope: 'group',
      title: { ja: 'メールのリンクによる識別', en: 'Recognising you from a link in our mail' },
      phrase: { ja: 'メールのリンクによる識別', en: 'recognising members from links in our mail' },
      description: {
        ja: 'お送りしたメールの個別 URL（お一人ごとに異なるリンク）から、どの会員宛てのメールかを読み取ります。',
        en: 'Links in our mail differ for each member. When you open one, we read which member the mail was sent to.',
      },
      refused: {
        ja: '個別 URL の番号は読み取らずに破棄し、ページだけを表示します。',
        en: 'The number in the link is thrown away unread, and you simply see the page.',
      },
    },
    {
      id: 'linking',
      mode: modes.linking,
      scope: 'group',
      requires: ['identification'],
      title: { ja: '閲覧履歴と会員情報の結び付け', en: 'Joining your visits with your member data' },
      phrase: { ja: '会員情報との結び付け', en: 'joining visits with member data' },
      description: {
        ja: '識別した会員の会社名、部署名、職種、メールの配信履歴を、このサイトで閲覧したページと合わせて分析します。「おすすめの表示」がオフの場合は分析だけを行い、表示は変えません。',
        en: 'Once you are recognised, we analyse your company, department, occupation and the mails we sent you together with the pages you read here. With recommendations off, we only analyse; what you see does not change.',
      },
      refused: {
        ja: '会員情報と閲覧履歴は、別々のまま扱います。',
        en: 'Member data and visits stay apart.',
      },
    },
    {
      id: 'advertising',
      mode: modes.advertising,
      scope: 'site',
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
