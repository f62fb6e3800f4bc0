export { type Actor, type Api, type ApiOptions, createApi } from './api.ts';
export { type Database, openDatabase } from './database/open-database.ts';
export { eraseMember } from './documents/erase-member.ts';
export { verifyDocumentChain } from './documents/verify-document-chain.ts';
export type { FetchEnv } from './http/caller.ts';
export { PROBLEMS, type ProblemCode } from './http/problem.ts';
export { DEFAULT_RATE_LIMIT, type RateLimit } from './http/rate-limit.ts';
export {
  createServerKey,
  revokeServerKey,
  SCOPES,
  type Scope,
  type ServerKeyOptions,
} from './keys/create-server-key.ts';
export type { SmtpOptions } from './mail/confirmation-sender.ts';
export { type RebuiltPreferences, rebuildPreferences } from './mail/rebuild-preferences.ts';
export type { MembersOptions } from './members/member-tokens.ts';
export { rebuildMembers } from './records/rebuild-members.ts';
export { rebuildProjection } from './records/rebuild-projection.ts';
export { type ChainReport, verifyChain } from './records/verify-chain.ts';
export type { Publication } from './sites/publish.ts';
export { eraseSubject } from './subjects/erase-subject.ts';
