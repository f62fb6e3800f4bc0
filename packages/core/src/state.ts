import type { Decisions, Grants, Question } from '@noren/model';

/** A snapshot of what the store knows. Frozen; a new one is made with every change. */
export interface NorenState {
  readonly decisions: Decisions;
  readonly grants: Grants;
  /** What must be asked now, and why. Empty: nothing is asked. */
  readonly questions: readonly Question[];
  /** `navigator.globalPrivacyControl` on this page. */
  readonly gpc: boolean;
  /** This browser keeps no cookies: decisions hold while the page is open. */
  readonly blocked: boolean;
  /** Label and sequence of the edition in force. */
  readonly edition: { readonly label: string; readonly sequence: number };
  /** Language of the surfaces, one of the config's. */
  readonly language: string;
}

/** Which surface `show` opens. */
export type SurfaceName = 'notice' | 'preferences';
