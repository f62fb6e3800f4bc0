import { isShipped } from '../words/shipped.ts';
import { preferencesWords, SHARED_WORDS } from './preferences-words.ts';

/** Words of `noren-mail-preferences`, of the pages behind the links of a mail, and of the mail that asks for a confirmation. */
export type MailWord = keyof typeof ja;

/** Those of `noren-mail-preferences`. */
export type MailPreferencesWord = keyof typeof preferencesWords.ja | (typeof SHARED_WORDS)[number];

const ja = {
  ...preferencesWords.ja,
  unsubscribeTitle: 'メール配信の停止',
  unsubscribeQuestion: '「{topic}」の配信を停止しますか。',
  unsubscribeHint: 'このページを開いただけでは、何も変わりません。下のボタンを押すと、すぐに停止します。',
  stop: '「{topic}」を停止する',
  stopAll: '停止できるメールをすべて停止する',
  stillComes: 'お手続きやサービスに関する大切なお知らせ（サービス通知）は、停止後もお届けします。',
  stopped: '「{topic}」の配信を停止しました。',
  stoppedAll: '停止できるメールを、すべて停止しました。',
  nothingToStop: '配信中のメールはありません。',
  isOff: '「{topic}」は、配信を停止しています。',
  savedAt: '{time} に保存しました。',
  alreadySent: '行き違いで、すでに送信の手続きに入ったメールが届く場合があります。',
  undo: '停止を取り消す',
  undoUntil: '間違えて押したときは、{time} まで取り消せます。',
  undone: '停止を取り消しました。これまでどおりお届けします。',
  undoLate: '取り消せる時間を過ぎました。配信を再開するには、メールの設定をご利用ください。',
  preferences: 'メールの設定を開く',
  invalidTitle: 'リンクを確認できません',
  invalidBody:
    'このリンクは途中で切れているか、書き換えられています。メールのリンクをもう一度開くか、お問い合わせ先へご連絡ください。',
  overTitle: 'このメールの配信は終了しています',
  overBody: 'このサイトでは、メールの配信を選ぶ機能を終了しました。メールが届き続けるときは、送信者へご連絡ください。',
  refusedTitle: '受け付けられませんでした',
  refusedBody: '何も変更していません。しばらくしてから、メールのリンクをもう一度開いてお試しください。',
  expiredTitle: 'リンクの期限が過ぎています',
  expiredBody: 'この確認リンクは期限が過ぎました。お手数ですが、メールの設定からもう一度お申し込みください。',
  goneTitle: 'この確認は不要になりました',
  goneBody: 'お申し込みが取り消されたか、新しい確認メールが送られています。何も変更していません。',
  confirmTitle: 'メール配信の確認',
  confirmQuestion: '次のメールの配信を始めますか。',
  confirm: '配信を希望する',
  confirmIgnore: 'お申し込みにお心当たりがないときは、このページを閉じてください。配信は始まりません。',
  confirmed: '確認しました。次のメールをお届けします。',
  sender: '送信者',
  contact: 'お問い合わせ先',
  mailSubject: '【{sender}】メール配信の確認（お手続きが必要です）',
  mailIntro: '次のメールの配信のお申し込みを受け付けました。',
  mailAsk: '配信を希望される場合は、{time} までに、次のページで確認してください。',
  mailButton: '確認のページを開く',
  mailIgnore: 'お心当たりがないときは、何もなさらないでください。確認がなければ、配信は始まりません。',
  mailStop: '配信が始まったあとも、どのメールからでも、いつでも配信を停止できます。',
} as const;

const en: Readonly<Record<MailWord, string>> = {
  ...preferencesWords.en,
  unsubscribeTitle: 'Stop this mail',
  unsubscribeQuestion: 'Do you want to stop “{topic}”?',
  unsubscribeHint: 'Opening this page changes nothing. The button below stops it at once.',
  stop: 'Stop “{topic}”',
  stopAll: 'Stop all optional mail',
  stillComes: 'Important notices about your account and the service (service notices) still reach you.',
  stopped: '“{topic}” has been stopped.',
  stoppedAll: 'All optional mail has been stopped.',
  nothingToStop: 'No mail is being sent to you that could be stopped.',
  isOff: '“{topic}” is not being sent to you.',
  savedAt: 'Saved on {time}.',
  alreadySent: 'A mail that was already on its way may still arrive.',
  undo: 'Undo',
  undoUntil: 'Pressed by mistake? You can undo this until {time}.',
  undone: 'Undone. Your mail comes as before.',
  undoLate: 'It is too late to undo this. To start again, use your mail settings.',
  preferences: 'Open mail settings',
  invalidTitle: 'We cannot read this link',
  invalidBody: 'The link was cut off or altered. Open it again from the mail, or contact us.',
  overTitle: 'This mail is no longer sent',
  overBody: 'This site no longer sends mail that can be chosen. If mail keeps coming, please contact its sender.',
  refusedTitle: 'We could not do that',
  refusedBody: 'Nothing was changed. Please wait a while, open the link in the mail again and try once more.',
  expiredTitle: 'This link has expired',
  expiredBody: 'It is too late to confirm with this link. Please ask again in your mail settings.',
  goneTitle: 'There is nothing to confirm any more',
  goneBody: 'The request was withdrawn, or a newer confirmation mail has been sent. Nothing was changed.',
  confirmTitle: 'Confirm your mail',
  confirmQuestion: 'Do you want to receive the following?',
  confirm: 'Yes, send it to me',
  confirmIgnore: 'If you did not ask for this, close this page. Nothing will be sent.',
  confirmed: 'Confirmed. From now on you will receive:',
  sender: 'Sender',
  contact: 'Contact',
  mailSubject: '{sender}: please confirm your mail',
  mailIntro: 'We received a request to send you the following.',
  mailAsk: 'If you want it, please confirm on this page by {time}.',
  mailButton: 'Open the confirmation page',
  mailIgnore: 'If you did not ask for this, do nothing: without a confirmation nothing is sent.',
  mailStop: 'Once it comes, you can stop it at any time, from any of the mails.',
};

/** The words of a language, English where none are shipped, with what a site has replaced. */
export function mailWords(
  language: string,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<MailWord, string>> {
  const shipped = isShipped(language) && /^ja\b/.test(language) ? ja : en;
  return { ...shipped, ...own };
}

/** Those of them that `noren-mail-preferences` shows. */
export function mailPreferencesWords(
  language: string,
  own?: Readonly<Record<string, string>>,
): Readonly<Record<MailPreferencesWord, string>> {
  const words = mailWords(language, own);
  const shown = [...Object.keys(preferencesWords.en), ...SHARED_WORDS] as MailPreferencesWord[];
  return Object.fromEntries(shown.map((word) => [word, words[word]])) as Record<MailPreferencesWord, string>;
}
