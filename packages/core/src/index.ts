export {
  type Cause,
  type ChangeDetail,
  LINK_TOLD,
  type NorenEventMap,
  type NorenEventType,
  type NorenRequestDetail,
  REQUEST,
  type ReturnDetail,
  type RevokeDetail,
  type StrictDetail,
} from './events.ts';
export { MAIL_CALL, MAIL_HOLDER, type MailCallDetail } from './mail-call.ts';
export type { DecideOptions, History, HistoryEntry, Noren, SignedIn } from './noren.ts';
export { createNoren, type NorenOptions } from './page/create-noren.ts';
export type { LinkState, LinkStatus, NorenState, SurfaceName } from './state.ts';
