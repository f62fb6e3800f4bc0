export { type CompanyRefusal, companyMay, isCovered } from './company-may.ts';
export { lintMailTemplate, type MailTemplate } from './lint-template.ts';
export { type ListAddresses, listHeaders } from './list-headers.ts';
export {
  applyMailEvent,
  decideMailChange,
  type MailCaller,
  type MailChoice,
  type MailEvent,
  type MailRefusal,
  maySend,
  NEVER_CHOSEN,
  type SendReason,
} from './mail-decisions.ts';
export { type MailSettings, mailSettings, type OfferedTopic, PROOF_DAYS } from './mail-settings.ts';
export { type MailWording, mailWording, type WordedTopic } from './mail-wording.ts';
export { type MailPreferencesWord, type MailWord, mailPreferencesWords, mailWords } from './mail-words.ts';
export type { ShownChannel, ShownPreferences, ShownTopic } from './shown-preferences.ts';
