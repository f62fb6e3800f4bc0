/** A comment of the starter, in both languages. */
export interface Comment {
  readonly ja: string;
  readonly en: string;
}

/** What the starter says above each part of itself. */
export const comments = {
  file: {
    ja: 'Noren の設定。// で始まる行は説明です。書き換えたら「npx noren check noren.config.jsonc」で確かめます。',
    en: 'Settings of Noren. Lines that begin with // explain. After each change: npx noren check noren.config.jsonc',
  },
  schema: {
    ja: 'エディターが入力の候補と誤りを表示するためのもの。',
    en: 'For your editor, which then completes and checks what you write.',
  },
  site: {
    ja: 'サイトのキー。タグの data-site と同じにします。公開したあとは変えません。',
    en: 'Key of the site, as in the data-site of the tag. Do not change it once it is published.',
  },
  name: { ja: '訪問者に見えるサイトの名前。', en: 'Name of the site, as visitors see it.' },
  entities: {
    ja: '会社。entity はサイトを運営する会社、responsible は記録に責任を持つ会社の id です。正式な名称に直してください。',
    en: 'Companies. "entity" runs the site, "responsible" answers for the records. Write their legal names.',
  },
  origins: {
    ja: 'サイトのアドレス（https:// からホスト名まで）。すべて並べます。',
    en: 'Addresses of the site, from https:// to the host name: all of them.',
  },
  languages: {
    ja: '訪問者の言語。先頭が標準です。下の文章も、この言語ごとに書きます。',
    en: 'Languages of your visitors, the usual one first. The texts below are written in each of them.',
  },
  api: {
    ja: '選択の記録をサーバーに残すときに、同意 API のアドレスを書きます。なくても動きます（記録は送信されません）。',
    en: 'Address of the consent API, to keep proof of choices on a server. Without it Noren works, and sends nothing.',
  },
  personalUrls: {
    ja: [
      'メールの個別 URL を使うとき（同意 API が要ります。目的 identification と linking を足してください）。',
      'hold は、許可されるまで読ませない他社のパラメーターです。docs/personal-urls.md に説明があります。',
    ].join('\n'),
    en: [
      'For personalised links in mail (they need the consent API, and the purposes identification and linking).',
      '"hold" names parameters of other vendors that nobody reads before a yes: docs/personal-urls.md.',
    ].join('\n'),
  },
  registerUrl: {
    ja: '送信先の一覧のページ（noren check --write が noren.js の隣に作ります）。フッターのリンク先と同じにします。',
    en: 'The page of the register ("noren check --write" makes it beside noren.js), where the link in your footer leads, too.',
  },
  purposes: {
    ja: [
      '訪問者が選ぶ目的。使わない目的は消してください。mode は4つです。',
      '  always   常に有効。サイトに欠かせないものだけ',
      '  opt-in   許可されるまで動かない（迷ったらこれ）',
      '  opt-out  停止されるまで動く。設定の画面で停止できる',
      '  notify   動くことを知らせるだけで、停止の切り替えはない',
      'opt-out と notify にするときは、法務の担当者に確かめてください。',
    ].join('\n'),
    en: [
      'What visitors choose. Remove the purposes that you do not use. There are four modes:',
      '  always   always on: only what the site cannot do without',
      '  opt-in   runs only after a yes (when in doubt, this one)',
      '  opt-out  runs until a no, which visitors can say in the settings',
      '  notify   runs and is told, without a switch',
      'Ask whoever answers for legal questions before you choose opt-out or notify.',
    ].join('\n'),
  },
  services: {
    ja: [
      '外部に送信するタグ。1つのタグに1行です。カタログの事業者は provider と purpose だけで足ります',
      '（一覧：npx noren providers）。ほかの事業者の書き方は docs/register.md にあります。例：',
      '  { "provider": "google-analytics-4", "purpose": "statistics" },',
    ].join('\n'),
    en: [
      'Tags that send something to others, one row each. A provider of the catalogue needs "provider" and "purpose" only',
      '(npx noren providers lists them); docs/register.md says how to write any other. For example:',
      '  { "provider": "google-analytics-4", "purpose": "statistics" },',
    ].join('\n'),
  },
  takeOver: {
    ja: [
      '以前の同意ツールでの選択を引き継ぐ設定（左が以前のカテゴリー、右がここでの目的）。docs/coming-from.md に説明があります。',
      'markup は、以前の書き方のタグをそのまま使うための設定です。1年ほどたったら、takeOver をすべて消せます。',
    ].join('\n'),
    en: [
      'What visitors chose in the tool before: its categories, and the purposes here that they allow (docs/coming-from.md).',
      '"markup" lets tags that are written in its way stand as they are. After a year all of takeOver can go.',
    ].join('\n'),
  },
  editions: {
    ja: [
      'お知らせの版。公開した版は書き換えず、行を変えたら次の版を下に足します。',
      'material が true の版では、affects に書いた目的をもう一度たずねます（"*" はすべて）。',
    ].join('\n'),
    en: [
      'Editions of the notice. A published one never changes: when rows change, add the next edition below.',
      'A material edition asks visitors again about what it affects ("*" is everything).',
    ].join('\n'),
  },
} as const satisfies Readonly<Record<string, Comment>>;
