import type { SendReason } from '@noren/model/mail';
import type { MailEventKind, MailSource, MailState } from '@noren/model/schema';

/** What the system's own list says of a member. */
export const STATES: Readonly<Record<MailState, string>> = {
  on: '配信する',
  off: '配信しない',
  pending: '確認待ち',
  suppressed: '停止中（不達）',
};

/** Why the consent API says yes or no. */
export const REASONS: Readonly<Record<SendReason, string>> = {
  service: '必ずお送りする通知です',
  on: '配信を選んでいます',
  off: '配信の停止を選んでいます',
  'never-chosen': '配信を選んだことがありません',
  pending: '確認メールへの返事を待っています',
  bounce: 'メールが届かず、戻ってきました',
  complaint: '迷惑メールとして報告されました',
  withdrawal: '退会しました',
  'channel-not-offered': 'この方法では配信していません',
  'unknown-topic': 'この種類のメールはありません',
};

/** What happened. */
export const KINDS: Readonly<Record<MailEventKind, string>> = {
  on: '配信を希望',
  request: '申し込み（確認待ち）',
  off: '配信を停止',
  confirm: '申し込みを確認',
  suppress: '配信を休止',
  lift: '休止を解除',
  undo: '停止を取り消し',
  links: 'リンクの種類を変更',
};

/** By which control. */
export const SOURCES: Readonly<Record<MailSource, string>> = {
  preferences: 'メールの設定',
  'one-click': 'メールソフトの配信停止ボタン',
  'unsubscribe-page': '配信停止のページ',
  'confirmation-page': '確認のページ',
  report: '不達の報告',
  departure: '退会',
  import: '以前の選択の取り込み',
};
