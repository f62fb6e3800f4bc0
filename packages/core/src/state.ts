import type { Decisions, Grants, Question } from '@noren/model';

/** What the kernel knows. Frozen; a new one is made with every change. */
export interface KernelState {
  readonly decisions: Decisions;
  readonly grants: Grants;
  /** Purposes that must be asked or told now. Empty: no notice. */
  readonly asks: readonly string[];
  /** `navigator.globalPrivacyControl` on this page. */
  readonly gpc: boolean;
  /** This browser keeps no cookies: decisions hold while the page is open. */
  readonly blocked: boolean;
  /** The edition of this page, in force when it began: its label, and its place among the editions, from 1. */
  readonly edition: { readonly label: string; readonly sequence: number };
  /** Language of the surfaces, one of the config's. */
  readonly language: string;
}

/**
 * What has become of the personalised link that a visitor came by:
 * - `asking`: its token is held, and `identification` waits for an answer
 * - `waiting`: agreed; the record, or the redeeming, is under way
 * - `counted`: its campaign knows of one more reader; nothing is joined
 * - `linked`: the visit is joined to the member
 * - `confirm`: this browser is linked to another member, and the visitor must confirm the new one
 * - `failed`: the API has not taken it, for the reason in `code`
 * - `dropped`: refused or withdrawn; the token is gone
 */
export type LinkStatus = 'asking' | 'waiting' | 'counted' | 'linked' | 'confirm' | 'failed' | 'dropped';

/** State of the personalised link. Frozen; neither the token nor anybody's name is in it. */
export interface LinkState {
  /** What has become of it. */
  readonly status: LinkStatus;
  /** With `failed`: the consent API's problem code, e.g. `link-used`, or `offline` where it cannot be reached. */
  readonly code?: string;
  /** With `counted` and `linked`: the mail was sent to the member who is signed in here. Never known before a sign-in. */
  readonly own?: boolean;
  /** With `linked`: it had been allowed before the visitor came by this link, or in another tab: nobody answered here. */
  readonly earlier?: boolean;
}

/** A snapshot of what the page API knows. */
export interface NorenState extends KernelState {
  /** What must be asked now, and why. Empty: nothing is asked. */
  readonly questions: readonly Question[];
  /** The personalised link that the visitor came by; `undefined` where there was none. */
  readonly link: LinkState | undefined;
}

/** Which surface `show` opens. */
export type SurfaceName = 'notice' | 'preferences' | 'personal-url';
