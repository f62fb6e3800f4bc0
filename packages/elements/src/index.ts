export { defineElements } from './define-elements.ts';
export type { NorenAdOptout } from './noren-ad-optout/noren-ad-optout.ts';
export type { NorenDisclosure } from './noren-disclosure/noren-disclosure.ts';
export type { NorenDocument } from './noren-document/noren-document.ts';
export type { NorenEditions } from './noren-editions/noren-editions.ts';
export { askAgain } from './noren-notice/ask-again.ts';
export { NorenPreferences } from './noren-preferences/noren-preferences.ts';
export { NorenTrigger } from './noren-trigger/noren-trigger.ts';
export { tokens } from './tokens.styles.ts';
