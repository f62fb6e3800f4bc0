import type { Grants, NorenErrorDetail } from '@noren/model';
import type { LinkState, SurfaceName } from './state.ts';

/** Why something changed. */
export type Cause =
  | 'accept-all'
  | 'reject-all'
  | 'save'
  | 'withdraw'
  | 'page'
  | 'signal'
  | 'other-tab'
  | 'sync'
  | 'expiry'
  | 'start';

/** A change of what may run. */
export interface ChangeDetail {
  readonly before: Grants;
  readonly after: Grants;
  readonly cause: Cause;
  /** Purposes that may run now: granted, or undecided where the mode runs until a no. */
  readonly open: readonly string[];
}

/** What withdrawing did in this browser, told truthfully. */
export interface RevokeDetail extends ChangeDetail {
  /** Purposes that may no longer run. */
  readonly purposes: readonly string[];
  /** Services (ids) that may no longer run. */
  readonly services: readonly string[];
  /** Names that were there and are gone: cookies, storage keys, databases, caches, paths of service workers. */
  readonly erased: readonly string[];
  /** Names that are still there: this page may not delete them. */
  readonly kept: readonly string[];
  /** Those of `kept` that are databases in use: they go once no page has them open. */
  readonly inUse: readonly string[];
  /** Names and patterns that this browser does not let a page look for. */
  readonly unchecked: readonly string[];
  /** Those of `services` of which something has already run in this page: it may go on until a reload. */
  readonly running: readonly string[];
  /** Something of it has already run in this page, so only a reload stops it. */
  readonly stillRunning: boolean;
}

/** What had been erased after a refusal, was written again, and has been found. */
export interface ReturnDetail {
  /** Services (ids) whose names these are. */
  readonly services: readonly string[];
  /** Names that had come back and are gone again: cookies, storage keys, databases, caches, paths of service workers. */
  readonly erased: readonly string[];
  /** Names that are left, and not tried again in this page: it may not delete them, or they come back each time. */
  readonly kept: readonly string[];
}

/** Events of the bus: type → detail. Also dispatched on `window` as `noren:<type>`, detail frozen. */
export interface NorenEventMap {
  /** The gate has opened for the first time; `before` equals `after`. */
  ready: ChangeDetail;
  shown: { readonly name: SurfaceName };
  hidden: { readonly name: SurfaceName };
  /** A visitor or the page decided; comes also when nothing changed by it. */
  decision: { readonly purposes: Readonly<Record<string, boolean>>; readonly cause: Cause };
  change: ChangeDetail;
  /** Purposes that may run from now on. */
  grant: ChangeDetail & { readonly purposes: readonly string[] };
  /** Purposes or services may no longer run, and what they left in this browser was erased as far as it goes. */
  revoke: RevokeDetail;
  /** Something refused has come back and was erased again. Comes in each tab that has found it. */
  returned: ReturnDetail;
  /** Site analytics, after release only. */
  track: { readonly name: string; readonly detail: Readonly<Record<string, unknown>> };
  /** The consent API has confirmed what was sent. */
  synced: { readonly pending: number };
  'sync-failed': { readonly pending: number; readonly code: string };
  /** The personalised link, or what is joined by it, has changed. */
  link: LinkState;
  /** A member has signed in or out of this page. */
  member: { readonly signedIn: boolean };
  error: NorenErrorDetail;
}

export type NorenEventType = keyof NorenEventMap;

/** Elements never write: they request, by this event (it bubbles and crosses shadow roots). */
export interface NorenRequestDetail {
  readonly action: 'accept-all' | 'reject-all' | 'save' | 'withdraw' | 'acknowledge' | 'confirm-link' | 'show' | 'hide';
  /** With `save`: every purpose and service that was offered. With `withdraw`: the purpose. */
  readonly purposes?: Readonly<Record<string, boolean>>;
  readonly services?: Readonly<Record<string, boolean>>;
  readonly purpose?: string;
  /** With `confirm-link`: whether this browser is to be linked to the member whose mail it was. */
  readonly yes?: boolean;
  /** Where it is asked, or what is to be shown or hidden. Default: `preferences` with `show`, else `notice`. */
  readonly surface?: SurfaceName;
}

/** Name of the request event. */
export const REQUEST = 'noren-request';

/** Told on `window` by the surface that has said, in the notice, what a yes there does with the link that is held. */
export const LINK_TOLD = 'noren-link-told';
