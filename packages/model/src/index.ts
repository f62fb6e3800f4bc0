export { addressIn } from './address-in.ts';
export { advertisingRows } from './advertising-rows.ts';
export { applyChoice, type ChoiceMoment, choosable, denyWithoutRequired } from './apply-choice.ts';
export { BRIDGE_PURPOSES, TCF_PURPOSES, USNAT_PURPOSES } from './bridge-purposes.ts';
export { comingAdvertising } from './coming-advertising.ts';
export { type ComingRows, comingRows } from './coming-rows.ts';
export { type Condition, holds } from './condition.ts';
export { configInForce } from './config-in-force.ts';
export {
  COOKIE_MAX_LENGTH,
  COOKIE_NAME,
  COOKIE_VERSION,
  decodeDecisions,
  encodeDecisions,
  readDecisions,
} from './cookie-value.ts';
export { dayIn, startOfDay } from './day-in.ts';
export {
  type Choice,
  type CookieDoubt,
  type Decision,
  type Decisions,
  type Grant,
  type Grants,
  type Signals,
  UNDECIDED,
} from './decisions.ts';
export {
  differences,
  HANDLING_NOTICE,
  type SectionChange,
  sectionsAt,
  sequenceInForce,
  type Written,
} from './document-at.ts';
export { effectiveGrants, isOpen } from './effective-grants.ts';
export { type MembershipClocks, type MembershipFacts, membershipClocks } from './membership-clocks.ts';
export { laterDecision, mergeDecisions, narrow, travelling } from './merge-decisions.ts';
export { fitsPattern } from './name-pattern.ts';
export { NorenError, type NorenErrorDetail } from './noren-error.ts';
export {
  BEFORE_LINK,
  hasToken,
  LINK_PARAMETER,
  LINK_PATTERN,
  MAIL_PATTERN,
  personalUrlSettings,
  TOKEN_PATTERN,
  withToken,
} from './personal-url.ts';
export { plainJson } from './plain-json.ts';
export {
  DEFAULT_DAYS,
  hasExpired,
  mustAsk,
  type Question,
  type QuestionReason,
  questions,
  withReasons,
} from './questions.ts';
export { type RowDifference, rowDifferences } from './row-differences.ts';
export { strictest } from './strictest.ts';
export { takeOver } from './take-over.ts';
export { TRACE_KINDS, type TraceKind, type Traces, traceNames } from './trace-kinds.ts';
export { fill } from './words/fill.ts';
export { pickLanguage } from './words/pick-language.ts';
export type {
  AdvertisingWord,
  AgainWord,
  DocumentWord,
  EmbedWord,
  LinkWord,
  NoticeWord,
  PreferencesWord,
  RegisterWord,
} from './words/shipped-words.ts';
export { stoppingHere } from './words/stopping-here.ts';
