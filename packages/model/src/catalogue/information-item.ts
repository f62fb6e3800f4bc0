import type { Text } from '../schema/index.ts';

/** What a tag sends, as the data file names it → how visitors read it: whole items, jargon explained. */
const ITEMS: Readonly<Record<string, Text>> = {
  Cookieに保存された識別子: {
    ja: 'クッキーに保存した識別番号（ブラウザを見分ける番号）',
    en: 'An identifier kept in a cookie (a number that tells browsers apart)',
  },
  閲覧ページのURL: { ja: '閲覧したページの URL', en: 'Address of the page you view' },
  'リファラ(参照元URL)': {
    ja: 'リファラ（直前に閲覧していたページの URL）',
    en: 'Referrer (address of the page you came from)',
  },
  リファラ: { ja: 'リファラ（直前に閲覧していたページの URL）', en: 'Referrer (address of the page you came from)' },
  閲覧日時: { ja: '閲覧した日時', en: 'Date and time of the view' },
  日時: { ja: '閲覧した日時', en: 'Date and time of the view' },
  IPアドレス: {
    ja: 'IP アドレス（通信に使う、回線ごとの番号）',
    en: 'IP address (the number of your internet connection)',
  },
  'ユーザーエージェント(OS・ブラウザ・端末の種類)': {
    ja: 'OS、ブラウザ、端末の種類',
    en: 'Kind of operating system, browser and device',
  },
  'IPアドレス・OS・ブラウザ種別': {
    ja: 'IP アドレス、OS、ブラウザの種類',
    en: 'IP address, kind of operating system and browser',
  },
  ブラウザ情報: { ja: 'ブラウザの種類', en: 'Kind of browser' },
  '広告の表示・クリック・コンバージョン情報': {
    ja: '広告の表示、クリック、その後のお申し込みの有無',
    en: 'Whether an ad was shown, clicked, and followed by a request',
  },
  '画面サイズ・言語設定': { ja: '画面の大きさと言語の設定', en: 'Screen size and language setting' },
  'ページ内の操作(スクロール・クリック)': {
    ja: 'ページ内でのスクロールとクリック',
    en: 'Scrolling and clicks on the page',
  },
  'マウス・タッチ操作の記録(入力欄のマスク設定を要確認)': {
    ja: 'マウスとタッチの操作の記録',
    en: 'Recording of mouse and touch movements',
  },
  '(設定により)ハッシュ化したメールアドレス・電話番号': {
    ja: 'このサイトが設定した場合に限り、ハッシュ化（元の文字が読めない値への変換）したメールアドレスと電話番号',
    en: 'Only where this site has set it up: your e-mail address and telephone number, hashed (turned into a value in which they cannot be read)',
  },
  フォーム送信のイベント: { ja: 'フォームを送信した事実', en: 'That a form was sent' },
  'メール内個別URLのクリック(既知の会員と閲覧履歴の紐付け)': {
    ja: 'メールの個別 URL を開いた事実と、その会員の識別番号',
    en: 'That a personal link in a mail was opened, and the number of that member',
  },
  IPアドレスから推定した企業情報: {
    ja: 'IP アドレスから推定した会社名',
    en: 'Name of your company, guessed from the IP address',
  },
  端末識別子: { ja: '端末の識別番号', en: 'Identifier of the device' },
  'Cookie・広告識別子': { ja: 'クッキーと広告の識別番号', en: 'Cookies and the advertising identifier' },
  行動履歴情報: { ja: '閲覧したページの履歴', en: 'History of pages viewed' },
  それらを分析したデータ: { ja: '閲覧の履歴を分析したデータ', en: 'Data made by analysing that history' },
  Webサイトへのアクセス履歴: { ja: 'このサイトの閲覧の履歴', en: 'History of visits to this site' },
  'Cookie情報に紐づくサイト閲覧履歴・広告閲覧履歴': {
    ja: 'クッキーの識別番号と、それに結び付くサイトと広告の閲覧の履歴',
    en: 'The identifier of a cookie, with the history of pages and ads seen',
  },
  リファラを含む行動データ: {
    ja: 'リファラ（直前に閲覧していたページの URL）と、このサイトでの行動の記録',
    en: 'Referrer (address of the page you came from), and a record of what you do on this site',
  },
  識別情報: { ja: 'ブラウザを見分ける識別番号', en: 'A number that tells browsers apart' },
  Cookie: {
    ja: 'クッキーに保存した識別番号（ブラウザを見分ける番号）',
    en: 'An identifier kept in a cookie (a number that tells browsers apart)',
  },
  広告識別子: { ja: '広告の識別番号', en: 'The advertising identifier' },
  '閲覧ページのURL・閲覧時刻・広告クリック時刻': {
    ja: '閲覧したページの URL、閲覧した時刻、広告をクリックした時刻',
    en: 'Address of the page, time of the view, time of a click on an ad',
  },
  閲覧した商品情報: { ja: '閲覧した商品', en: 'Products you viewed' },
  '(設定により)ハッシュ化したメールアドレス': {
    ja: 'このサイトが設定した場合に限り、ハッシュ化（元の文字が読めない値への変換）したメールアドレス',
    en: 'Only where this site has set it up: your e-mail address, hashed (turned into a value in which it cannot be read)',
  },
  位置情報: { ja: '位置情報', en: 'Location' },
  '埋め込みコンテンツの再生・表示操作': {
    ja: '動画の再生と操作',
    en: 'How you play and use the embedded video',
  },
  地図の表示操作: { ja: '地図の操作', en: 'How you use the embedded map' },
};

/**
 * The words for one item of information that the data file lists.
 * @throws {RangeError} when there are none
 */
export function informationItem(item: string): Text {
  const words = ITEMS[item];
  if (!words) throw new RangeError(`information-item.ts has no words for "${item}"`);
  return words;
}
