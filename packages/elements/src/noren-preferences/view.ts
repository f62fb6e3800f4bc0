import type { NorenState, RevokeDetail } from '@noren/core';
import type { PreferencesWord } from '@noren/model';
import type { RuntimeConfig, Wording } from '@noren/model/schema';
import type { nothing, TemplateResult } from 'lit';
import type { Switches } from '../switches.ts';

type Part = TemplateResult | typeof nothing;

/** What is drawn by the second file: the services of a purpose, what a choice did, the visitor's records. */
export interface DetailParts {
  services(view: View, purpose: Wording['purposes'][number]): Part;
  reportText(view: View): Part;
  reportActions(view: View): Part;
  records(view: View): Part;
}

/** What the parts of the preferences are drawn from, and what they ask of the element. */
export interface View extends Switches {
  readonly config: RuntimeConfig;
  readonly state: NorenState;
  readonly wording: Wording;
  /** A shipped or replaced text with its braces filled. */
  say(word: PreferencesWord, values?: Readonly<Record<string, string | number>>): string;
  /** Purposes whose services are shown, and `history`. */
  readonly opened: ReadonlySet<string>;
  /** Absent until its file has come. */
  readonly details: DetailParts | undefined;
  /** What the last choice did; `{}` when it withdrew nothing. */
  readonly result: { readonly revoked?: RevokeDetail } | undefined;
  toggle(id: string): void;
  setPurpose(id: string, on: boolean): void;
  setService(id: string, on: boolean): void;
}
