export type {
  EndpointBridge,
  GtagBridge,
  MatomoBridge,
  PlausibleBridge,
  PosthogBridge,
  SegmentBridge,
  SnowplowBridge,
} from './analytics-bridges.ts';
export {
  type BridgeName,
  type Bridges,
  bridges,
  type DataLayerBridge,
  dataLayerBridge,
  type GoogleRuntime,
  type RuntimeBridges,
} from './bridges.ts';
export { type Debug, debug } from './debug.ts';
export {
  type Document,
  document,
  HANDLING_SECTIONS,
  type HandlingSection,
  type IndustryOptOut,
  JOINT_TOPICS,
  type JointPurpose,
  type JointUse,
} from './document.ts';
export {
  type AcceptanceRecord,
  type AcceptancesRequest,
  acceptanceRecord,
  acceptancesRequest,
  type DocumentRecord,
  documentRecord,
  memberReference,
  type NoticeRecord,
  type NoticesRequest,
  noticeChannel,
  noticeRecord,
  noticesRequest,
  type WithdrawalRecord,
  type WithdrawalsRequest,
  withdrawalRecord,
  withdrawalsRequest,
} from './document-record.ts';
export {
  type ChangeNotice,
  changeNotice,
  type DocumentsFile,
  type DocumentsWords,
  type DocumentWords,
  documentsFile,
  type EditionWords,
  type JointUseWords,
  type SectionWords,
} from './document-words.ts';
export { type Edition, edition, type Section } from './edition.ts';
export type { GppBridge, TcfBridge } from './iab-bridges.ts';
export {
  type Mail,
  type MailChannel,
  type MailCheckRequest,
  type MailHeadersRequest,
  type MailPreferencesRequest,
  type MailReportsRequest,
  type MailState,
  type MailTopic,
  mail,
  mailAddress,
  mailChannel,
  mailCheckRequest,
  mailHeadersRequest,
  mailPreferencesRequest,
  mailReportsRequest,
  mailState,
  type Suppression,
  suppression,
} from './mail.ts';
export {
  type MailActor,
  type MailEventKind,
  type MailEventRecord,
  type MailSource,
  mailEvent,
} from './mail-event.ts';
export { type MailImportRequest, mailImportRequest } from './mail-import.ts';
export { mailReplayRequest, mailWebhookRequest } from './mail-webhook.ts';
export {
  clocksRequest,
  departuresRequest,
  mailLinksRequest,
  type OverridesRequest,
  overridesRequest,
} from './member.ts';
export type { PageViews, RuntimePageViews } from './page-views.ts';
export {
  campaign,
  type MailClass,
  MOST_LINKS,
  mailClass,
  type PersonalUrls,
  type PersonalUrlsRequest,
  personalUrls,
  personalUrlsRequest,
  type RedeemRequest,
  redeemRequest,
  type TokenCarrier,
  tokenCarrier,
} from './personal-url.ts';
export {
  type ConsentModeType,
  consentModeSettings,
  consentModeType,
  type Mode,
  mode,
  type Purpose,
  purpose,
} from './purpose.ts';
export {
  type Basis,
  basis,
  type ConsentRecord,
  type Control,
  consentRecord,
  control,
  type RecordRequest,
  recordId,
  recordRequest,
  type Surface,
  surface,
} from './record.ts';
export {
  type NoticeWords,
  noticeWords,
  type RuntimeConfig,
  type RuntimePurpose,
  type RuntimeService,
  runtimeConfig,
  type StrictRow,
  type StrictRules,
  strictRules,
} from './runtime-config.ts';
export {
  type Droppable,
  droppable,
  namePattern,
  type ProviderCategory,
  providerCategory,
  type Service,
  service,
} from './service.ts';
export { type Entity, entity, type SiteConfig, siteConfig } from './site-config.ts';
export { siteConfigJsonSchema } from './site-config-json-schema.ts';
export {
  type Imported,
  imported,
  type OtherMarkup,
  type OtherTool,
  otherMarkup,
  otherTool,
  type RuntimeTakeOver,
  type TakeOver,
  takeOver,
} from './take-over.ts';
export { type Address, httpsUrl, identifier, instant, languageTag, linkUrl, origin, type Text } from './text.ts';
export { type UndeclaredRequest, undeclaredRequest } from './undeclared.ts';
export type {
  AdobeOptInBridge,
  AdobeWebSdkBridge,
  CallBridge,
  CallRow,
  ClarityBridge,
  HubspotBridge,
  KarteBridge,
  MarketoBridge,
  MetaBridge,
  PardotBridge,
  TiktokBridge,
  TreasureDataBridge,
  UetBridge,
} from './vendor-bridges.ts';
export { type LinkWords, type NoticeAlone, noticeAlone, type Wording, wording } from './wording.ts';
