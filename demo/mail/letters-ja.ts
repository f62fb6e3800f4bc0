import type { Letter } from './letter.ts';
import { newsletter } from './newsletter.ts';
import { stopText } from './stop-foot.ts';

const ABOUT_LINK = {
  personal:
    'このメールのリンクは、お一人ごとに異なります（個別 URL）。開いた先の画面で同意されるまで、どなた宛てのメールかは読み取りません。',
  plain: 'このメールのリンクは、すべての方に共通です。',
};

/** The group's letters in Japanese, oldest first. */
export const lettersJa: readonly Letter[] = [
  {
    id: 'members',
    language: 'ja',
    class: 'newsletter',
    topic: 'members-letter',
    site: 'portal',
    path: '/news/',
    from: 'サンプル電機 会員サービス <members@sample-electric.example>',
    subject: '会員だより：工場見学の席をご用意しました',
    write: ({ member, url, isPersonal, stop }) => ({
      text: `${member.name} 様

会員だよりをお申し込みいただき、ありがとうございます。
今月は、川崎の第2工場の見学会をご案内します。

・日時：2026年12月17日（木）13時から16時
・定員：20名
・費用：無料

詳しくは、次のページをご覧ください。
${url}

--
${isPersonal ? ABOUT_LINK.personal : ABOUT_LINK.plain}

${stopText('ja', stop)}
`,
    }),
  },
  {
    id: 'orders',
    language: 'ja',
    class: 'newsletter',
    topic: 'solutions-products',
    site: 'solutions',
    path: '/trial/',
    from: 'サンプルソリューションズ <news@sample-solutions.example>',
    subject: '注文書の読み取りを、自社の書式で試しませんか',
    write: (input) =>
      newsletter(
        {
          brand: 'ツナグ通信　サンプルソリューションズ',
          accent: '#6d3864',
          darkAccent: '#dfb3d6',
          picture: { cid: 'orders', file: 'mail-solutions.jpg', alt: '受注、在庫、出荷、会計のつながりを表す図' },
          title: '注文書の読み取りを、自社の書式で試しませんか',
          greeting: `${input.member.company}　${input.member.name} 様`,
          paragraphs: [
            'ツナグ受発注が、手書きの注文書に対応しました。癖のある数字も、過去の注文と照らして判断します。',
            '普段お使いの書式を三枚お送りいただくと、オンラインの会場で、その場で読み取ってご覧に入れます。',
          ],
          facts: [
            ['日時', '2027年1月20日（水）16時から17時'],
            ['会場', 'オンライン'],
            ['費用', '無料'],
          ],
          button: '試してみる',
          aboutLink: ABOUT_LINK,
          sender: 'サンプルソリューションズ株式会社　東京都見本区見本町1-2-3',
        },
        input,
      ),
  },
  {
    id: 'terms',
    language: 'ja',
    class: 'service',
    topic: 'account',
    site: 'portal',
    path: '/terms/',
    from: 'サンプル電機 会員サービス <members@sample-electric.example>',
    subject: '【会員の皆さま】会員規約の変更のお知らせ',
    write: ({ member, url }) => ({
      text: `${member.name} 様

サンプル電機グループの会員サービスをご利用いただき、ありがとうございます。
会員規約を変更します。適用日は2030年4月1日です。

変更の内容
・退会した方の情報を保管する期間を記載しました。

変更の前と後の本文は、次のページで比べられます。
${url}

--
このメールは、会員の皆さまにお送りするサービス通知です。
リンクは、すべての方に共通です。

サンプル電機株式会社　会員サービス
東京都見本区見本町1-2-3
`,
    }),
  },
  {
    id: 'pump',
    language: 'ja',
    class: 'notice',
    topic: 'products',
    site: 'portal',
    path: '/news/pump/',
    from: 'サンプル電機 会員サービス <members@sample-electric.example>',
    subject: '予兆保全「マシンケア」に、ポンプ専用の診断を追加しました',
    write: ({ member, url, isPersonal, stop }) => ({
      text: `${member.name} 様

予兆保全「マシンケア」に、ポンプ専用の診断を追加しました。
羽根車の摩耗と空気の吸い込みを、振動から見分けます。

・追加の機器は要りません。
・ご利用中のお客さまには、12月1日から順にお届けします。

詳しくは、次のページをご覧ください。
${url}

--
${isPersonal ? ABOUT_LINK.personal : ABOUT_LINK.plain}

${stopText('ja', stop)}
`,
    }),
  },
  {
    id: 'seminar',
    language: 'ja',
    class: 'newsletter',
    topic: 'energy-events',
    site: 'energy',
    path: '/seminar/',
    from: 'サンプルエナジー <news@sample-energy.example>',
    subject: '電気代を下げる前に測る：12月3日のオンラインセミナー',
    write: (input) =>
      newsletter(
        {
          brand: 'エナジー便り　サンプルエナジー',
          accent: '#0b6353',
          darkAccent: '#86d3bf',
          picture: { cid: 'seminar', file: 'mail-energy.jpg', alt: '工場の電力の一日を表すグラフ' },
          title: '電気代を下げる前に測る：工場の計測入門',
          greeting: `${input.member.company}　${input.member.name} 様`,
          paragraphs: [
            'どの設備が、いつ、どれだけ使っているのか。減らす前に、まず測ります。',
            '分電盤に計測器を付けた最初の一か月で何が見えるのかを、川崎の第2工場の記録でご紹介します。後半は、ご質問の時間です。',
          ],
          facts: [
            ['日時', '2026年12月3日（木）14時から15時'],
            ['会場', 'オンライン'],
            ['費用', '無料'],
          ],
          button: '内容を見る',
          aboutLink: ABOUT_LINK,
          sender: 'サンプルエナジー株式会社　東京都見本区見本町1-2-3',
        },
        input,
      ),
  },
  {
    id: 'maintenance',
    language: 'ja',
    class: 'service',
    topic: 'account',
    site: 'portal',
    path: '/news/',
    from: 'サンプル電機 会員サービス <members@sample-electric.example>',
    subject: '【会員の皆さま】会員サイトの保守作業（12月6日）',
    write: ({ member, url }) => ({
      text: `${member.name} 様

サンプル電機グループの会員サービスをご利用いただき、ありがとうございます。
設備の点検のため、次の時間は会員サイトをご利用いただけません。

日時：2026年12月6日（日）3時から5時
停止する機能：ログイン、資料のダウンロード

最新の状況は、次のページでお知らせします。
${url}

--
このメールは、会員の皆さまにお送りするサービス通知です。
リンクは、すべての方に共通です。

サンプル電機株式会社　会員サービス
東京都見本区見本町1-2-3
`,
    }),
  },
];
