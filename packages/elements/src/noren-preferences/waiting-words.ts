/** What is said while the wording is on its way or could not be had, so it cannot come from the wording. */
interface WaitingWords {
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly close: string;
}

const en: WaitingWords = {
  loading: 'Loading the settings.',
  failed: 'The settings could not be loaded. You can choose one by one once they are.',
  retry: 'Try again',
  close: 'Close without changing anything',
};

const words: Readonly<Record<string, WaitingWords>> = {
  ja: {
    loading: '設定の内容を読み込んでいます。',
    failed: '設定の内容を読み込めませんでした。個別の選択は、読み込めてからお選びいただけます。',
    retry: 'もう一度読み込む',
    close: '閉じる（変更しない）',
  },
};

/** The waiting words of a language; English where there are none. */
export function waitingWords(language: string): WaitingWords {
  return words[language.split('-')[0] ?? ''] ?? en;
}
