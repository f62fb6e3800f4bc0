import type { Choice, Condition } from '@noren/model';
import type { Control, RuntimeConfig, Surface, Wording } from '@noren/model/schema';
import type { NorenEventMap, NorenEventType } from './events.ts';
import type { NorenState, SurfaceName } from './state.ts';

/** Who asks for a change, for the record. */
export interface DecideOptions {
  /** The control that was used. Default: `page` (the page's own code). */
  readonly via?: Control;
  /** Default: `page`. */
  readonly surface?: Surface;
}

/** What an earlier choice looks like in the history. */
export interface HistoryEntry {
  readonly id: string;
  /** ISO 8601 UTC; the visitor's clock while `recorded` is false, the server's `effectiveAt` afterwards. */
  readonly at: string;
  readonly edition: string;
  /** BCP 47 tag of the language that it was made in. */
  readonly language?: string;
  /** SHA-256 (base64url) of the exact wording that was shown: whole from the API, its first 12 characters from this browser. */
  readonly wording?: string;
  readonly control: Control;
  readonly purposes: Readonly<Record<string, boolean>>;
  readonly services: Readonly<Record<string, boolean>>;
  /** The consent API has confirmed it, so a receipt can be had. */
  readonly recorded: boolean;
  /** Made while the site had no consent API: it stays in this browser, and nothing else proves it. */
  readonly hereOnly?: boolean;
}

/** A visitor's own records. */
export interface History {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** `server`: read from the consent API; `browser`: the copy kept here, as there is no API or it could not be read. */
  readonly source: 'server' | 'browser';
}

/** What is known once a member has signed in. */
export interface SignedIn {
  /** Whether this visit is joined to the member: only a personalised link that was agreed to does that. */
  readonly linked: boolean;
  /** Claims about the member that the operator has named: only while `linked`, in memory, emptied when that ends. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Purposes that the operator has switched off for this member: they stay denied whatever is chosen. */
  readonly overrides: readonly string[];
  /** This member has asked that links in mail recognise nobody: future mail carries the plain address. */
  readonly untrackedLinks: boolean;
}

/** The page API: `window.noren` once it has loaded. */
export interface Noren {
  /** Resolves with this object when the gate has opened for the first time. */
  readonly ready: Promise<Noren>;
  /** The runtime config. */
  readonly config: RuntimeConfig;
  readonly state: NorenState;
  /** Calls back with this object, at once. Before load the array `window.noren` collects the callbacks. */
  push(...callbacks: ((noren: Noren) => void)[]): number;
  /** Whether something may run now: a purpose (`'statistics'`) or `{and|or: […]}`, `{not: …}`. Unknown: false. */
  has(condition: Condition): boolean;
  /**
   * Records a choice. Purposes that are left out keep what they had.
   * @throws {NorenError} `unknown-purpose`, `unknown-service`, `not-a-choice`
   */
  decide(choice: Choice, options?: DecideOptions): NorenState;
  acceptAll(options?: DecideOptions): NorenState;
  rejectAll(options?: DecideOptions): NorenState;
  /** Withdraws one purpose, or all of them. @throws {NorenError} `unknown-purpose` */
  withdraw(purpose?: string, options?: DecideOptions): NorenState;
  /** Notes that the notice was read where nothing waits for a yes. Permits nothing. */
  acknowledge(): NorenState;
  /** Opens a surface; fetches it first if need be. */
  show(name: SurfaceName): Promise<void>;
  /** Closes a surface, or whatever is open, deciding nothing. */
  hide(name?: SurfaceName): void;
  /** Subscribes; with `replay` the current state comes once, at once. Returns the way to unsubscribe. */
  on<Type extends NorenEventType>(
    type: Type,
    listener: (detail: NorenEventMap[Type]) => void,
    options?: { replay?: boolean },
  ): () => void;
  /** Site analytics: held until `statistics` is decided, delivered in order when granted, dropped when denied. */
  track(name: string, detail?: Readonly<Record<string, unknown>>): void;
  /** Everything the surfaces show in the current language; fetched once. Rejects when it cannot be had. */
  wording(): Promise<Wording>;
  /** The visitor's own records. Never rejects. */
  history(): Promise<History>;
  /**
   * The signed receipt of a record (a compact JWS).
   * @throws {NorenError} the consent API's problem code, e.g. `unknown-record` while it has not confirmed the record, or `offline`, `no-api`
   */
  receipt(recordId: string): Promise<string>;
  /**
   * Answers whether this browser, which is linked to another member, is to be linked to the one whose mail it was. Does
   * nothing unless `state.link.status` is `confirm`.
   */
  confirmLink(yes: boolean): void;
  /**
   * A member has signed in: their choice and this browser's are kept in step from now on.
   * @param memberToken JWT of the operator's identity provider
   * @throws {NorenError} the consent API's problem code, e.g. `member-not-verified`, or `offline`, `no-api`, `proof-not-loaded`
   */
  identify(memberToken: string): Promise<SignedIn>;
  /**
   * The member has signed out: what was decided in this browser itself holds again, at once, also offline.
   * @throws {NorenError} `offline` where the consent API could not be told, which it is when this is called again
   */
  forget(): Promise<void>;
}
