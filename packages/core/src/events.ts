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
  /** Purpose → what it was. */
  readonly before: Grants;
  /** Purpose → what it is now. */
  readonly after: Grants;
  /** Who or what brought it about. */
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

/** What had been erased after a refusal, was written again, and has been found. */
export interface ReturnDetail {
  /** Services (ids) whose names these are. */
  readonly services: readonly string[];
  /** Names that had come back and are gone again: cookies, storage keys, databases, caches, paths of service workers. */
  readonly erased: readonly string[];
  /** Names that are left, and not tried again in this page: it may not delete them, or they come back each time. */
  readonly kept: readonly string[];
}

/**
 * Version of the catalogue of events, `major.minor`. A new event, a new field or a new value of a field raises the second
 * number: whoever reads what they know goes on. Anything that is taken away, renamed or given another meaning raises the first one.
 */
export const EVENT_CATALOGUE = '1.0';

/**
 * Events of the bus: type → detail. Also dispatched on `window` as `noren:<type>`, detail frozen. `@since` names the version
 * of the catalogue that has brought an event, `@refused` what it says of somebody who has refused everything.
 */
export interface NorenEventMap {
  /**
   * What may run is known: at start, where `before` equals `after`, and with every change; before the gate follows, so that a tool can be
   * told before a tag of it runs. Once for each `ready` and `change`, also for a `change` that waits for the second file.
   * @since 1.0
   * @refused Ids of purposes, each `denied`.
   */
  open: ChangeDetail;
  /**
   * The gate has opened for the first time; `before` equals `after`. Once per page, before anything gated runs late or has waited for a
   * bridge.
   * @since 1.0
   * @refused That every purpose that can be refused is: the ids of purposes, which are the same for everybody.
   */
  ready: ChangeDetail;
  /**
   * A surface has been shown.
   * @since 1.0
   * @refused Which one.
   */
  shown: {
    /** Of the surface. */
    readonly name: SurfaceName;
  };
  /**
   * A surface has been closed.
   * @since 1.0
   * @refused Which one.
   */
  hidden: {
    /** Of the surface. */
    readonly name: SurfaceName;
  };
  /**
   * A visitor or the page decided; comes also when nothing changed by it. After `change`.
   * @since 1.0
   * @refused Purpose → `false`, and by which kind of control. Neither the record nor its id.
   */
  decision: {
    /** Purpose → whether it was allowed. What was left as it was is left out. */
    readonly purposes: Readonly<Record<string, boolean>>;
    /** By which kind of control, or by the page. */
    readonly cause: Cause;
  };
  /**
   * What may run has been worked out anew: after a decision, by another tab, by the API, with time.
   * @since 1.0
   * @refused Ids of purposes, each `denied`.
   */
  change: ChangeDetail;
  /**
   * Purposes that may run from now on; at start, all that may. Before `change`.
   * @since 1.0
   * @refused At start alone, with the purposes that nobody can refuse.
   */
  grant: ChangeDetail & {
    /** Purposes that may run from now on. */
    readonly purposes: readonly string[];
  };
  /**
   * What withdrawing did in this browser, once it is done.
   * @since 1.0
   * @refused Ids of purposes and services, and names of cookies and storage keys, never what was in them. A tool may put an
   * identifier of its own into such a name; then it is in this event of this page.
   */
  revoke: RevokeDetail;
  /**
   * Something refused has come back and was erased again. Comes in each tab that has found it.
   * @since 1.0
   * @refused Ids of services, and names of cookies and storage, never what was in them; as in `revoke` a tool may put an
   * identifier of its own into such a name.
   */
  returned: ReturnDetail;
  /**
   * Site analytics, after release only: what `noren.track` was told, in order. Between `grant` and `change`, or as it comes.
   * @since 1.0
   * @refused Nothing: it does not come.
   */
  track: {
    /** As the page has named it; `page-view` is a page that was viewed. */
    readonly name: string;
    /** A copy of what the page has given, as JSON has it. Of a page view `url`, `title`, `referrer`. */
    readonly detail: Readonly<Record<string, unknown>>;
  };
  /**
   * The consent API has confirmed what was sent.
   * @since 1.0
   * @refused How many records still wait.
   */
  synced: {
    /** Records that still wait. */
    readonly pending: number;
  };
  /**
   * The consent API could not be reached, or has not taken a record.
   * @since 1.0
   * @refused How many records wait, and a code.
   */
  'sync-failed': {
    /** Records that wait. */
    readonly pending: number;
    /** The API's problem code, or what has come instead of an answer. */
    readonly code: string;
  };
  /**
   * The personalised link, or what is joined by it, has changed.
   * @since 1.0
   * @refused `dropped`. Neither token, campaign nor member is in it, whatever was chosen.
   */
  link: LinkState;
  /**
   * A member has signed in to or out of this page.
   * @since 1.0
   * @refused That somebody has, not who.
   */
  member: {
    /** Where another member signs in and nobody has signed out, `false` comes first. */
    readonly signedIn: boolean;
  };
  /**
   * What strict mode did about one thing; strict mode alone.
   * @since 1.0
   * @refused Hosts, ids of services, and names of cookies and keys, never what was in them or behind the host; as in `revoke` a
   * tool may put an identifier of its own into such a name.
   */
  strict: StrictDetail;
  /**
   * A host that no row of the register names was asked for something. Once per host and page; strict mode alone.
   * @since 1.0
   * @refused The host.
   */
  undeclared: {
    /** Its name. */
    readonly host: string;
    /** What was asked for, as in `strict`. */
    readonly kind: string;
  };
  /**
   * An integrator's mistake, or a file that has not come. Also on the console.
   * @since 1.0
   * @refused A code, and where it helps markup or addresses of the site's own page.
   */
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
