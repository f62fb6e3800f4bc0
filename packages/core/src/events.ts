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
  /** Cookies and storage keys that were there and are gone. */
  readonly erased: readonly string[];
  /** Cookies and storage keys that are still there: this page may not delete them. */
  readonly kept: readonly string[];
  /** Something of it has already run in this page, so only a reload stops it. */
  readonly stillRunning: boolean;
}

/** What strict mode did about one thing. */
export interface StrictDetail {
  /**
   * What it was: `fetch`, `xhr`, `beacon`, `WebSocket`, `EventSource`, `cookies`, `storage`, or an element by its name (`script`, `img`,
   * `iframe`, …); of `missed`, what the browser calls its initiator (`css`, …).
   */
  readonly kind: string;
  /** The host, the cookie or the key. */
  readonly name: string;
  /** Services (ids) of the register whose it is. */
  readonly services: readonly string[];
  /**
   * - `held`: it waits, and goes once when it may
   * - `refused`: it was not done; nothing waits
   * - `dropped`: it had waited, and a no has come; or too much was waiting
   * - `missed`: it was done, by a way that strict mode cannot close
   * - `reported`: it was done, and would have been held or refused: `data-strict="report"`
   */
  readonly outcome: 'held' | 'refused' | 'dropped' | 'missed' | 'reported';
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
  revoke: RevokeDetail;
  /** Site analytics, after release only. */
  track: { readonly name: string; readonly detail: Readonly<Record<string, unknown>> };
  /** The consent API has confirmed what was sent. */
  synced: { readonly pending: number };
  'sync-failed': { readonly pending: number; readonly code: string };
  /** The personalised link, or what is joined by it, has changed. */
  link: LinkState;
  /** A member has signed in or out of this page. */
  member: { readonly signedIn: boolean };
  /** Strict mode alone. */
  strict: StrictDetail;
  /** Strict mode alone: a host that no row of the register names was asked for something. Once per host and page. */
  undeclared: { readonly host: string; readonly kind: string };
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
