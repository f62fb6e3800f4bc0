import type { Decisions, EditionInForce, Grants, Question } from '@noren/model';

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
  /** The edition in force. */
  readonly edition: EditionInForce;
  /** Language of the surfaces, one of the config's. */
  readonly language: string;
}

/** A snapshot of what the page API knows. */
export interface NorenState extends KernelState {
  /** What must be asked now, and why. Empty: nothing is asked. */
  readonly questions: readonly Question[];
}

/** Which surface `show` opens. */
export type SurfaceName = 'notice' | 'preferences';
