/** The languages that the starter is written in. */
export const STARTER_LANGUAGES = ['ja', 'en'] as const;
export type StarterLanguage = (typeof STARTER_LANGUAGES)[number];
