/** What one visitor decided about one purpose, as kept in the cookie and in the records. */
export interface Decision {
  readonly granted: boolean;
  /** Sequence of the edition that was shown (its place in the list of editions, from 1). */
  readonly edition: number;
  /** When, in whole seconds since 1970: the visitor's clock in a cookie, the server's `effectiveAt` in a history. */
  readonly at: number;
}

/** Why a stored value could not be read. */
export type CookieDoubt = 'malformed' | 'oversized' | 'newer-version';

/** Everything that one visitor decided on one site. */
export interface Decisions {
  readonly purposes: Readonly<Record<string, Decision>>;
  /** Services decided on their own, inside their purpose: they narrow it, they never widen it. */
  readonly services: Readonly<Record<string, boolean>>;
  /** Whether Global Privacy Control was on when they were made: a grant made under it overrides it. */
  readonly gpc: boolean;
  /** Sequence of the newest edition whose notice was acknowledged; an acknowledgement permits nothing (R1.5). */
  readonly seen: number;
  /** Id of the newest record that the consent API has not confirmed yet. */
  readonly unsent?: string | undefined;
  /** Why what was stored could not be read: nothing optional may run and everything is asked. */
  readonly doubt?: CookieDoubt | undefined;
}

/** A visitor who has decided nothing. */
export const UNDECIDED: Decisions = Object.freeze({ purposes: {}, services: {}, gpc: false, seen: 0 });

/** What may run: per purpose. `undecided` runs only where the mode is `opt-out` or `notify`. */
export type Grant = 'granted' | 'denied' | 'undecided';

/** Purpose id → grant, for every purpose of the site. */
export type Grants = Readonly<Record<string, Grant>>;

/** What the browser itself says. */
export interface Signals {
  /** `navigator.globalPrivacyControl`. @see https://www.w3.org/TR/gpc/ */
  readonly gpc: boolean;
}

/** A choice as a visitor or a page makes it. Purposes that are left out keep what they had. */
export interface Choice {
  readonly purposes: Readonly<Record<string, boolean>>;
  readonly services?: Readonly<Record<string, boolean>>;
}
