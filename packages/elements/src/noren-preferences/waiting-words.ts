import type { NoticeWords, RuntimeConfig } from '@noren/model/schema';

/** What is said while the wording is on its way or could not be had, so it cannot come from the wording. */
export interface WaitingWords extends Pick<NoticeWords, 'settings' | 'acceptAll' | 'rejectAll'> {
  readonly saved: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly close: string;
}

const en: WaitingWords = {
  settings: 'Cookie settings',
  acceptAll: 'Allow all',
  rejectAll: 'Only what is needed',
  saved: 'Your choice has been saved.',
  loading: 'Loading the settings.',
  failed: 'The settings could not be loaded. Single choices need them.',
  retry: 'Try again',
  close: 'Close without changing anything',
};

const ja: Partial<WaitingWords> = {
  saved: '選択を保存しました。',
  loading: '設定の内容を読み込んでいます。',
  failed: '設定の内容を読み込めませんでした。個別の選択には、設定の内容が必要です。',
  retry: 'もう一度読み込む',
  close: '閉じる（変更しない）',
};

/**
 * The waiting words of a language, English where there are none. The runtime config has the notice's own words for its
 * first language (that of most readers); those go before.
 */
export function waitingWords(config: RuntimeConfig, language: string): WaitingWords {
  return { ...en, ...(/^ja\b/.test(language) && ja), ...config.notice[language] };
}
