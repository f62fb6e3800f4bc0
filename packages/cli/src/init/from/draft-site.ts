import type { TakeOver } from '@noren/model/schema';
import type { StarterLanguage } from '../starter-languages.ts';

export type Texts = Readonly<Record<string, string>>;

/** A purpose of a new site; a text that nobody has written yet is empty, which `noren check` refuses. */
export interface DraftPurpose {
  readonly id: string;
  readonly mode: 'always' | 'opt-in';
  readonly title: Texts;
  readonly description: Texts;
  readonly [key: string]: unknown;
}

/** What another tool's config amounts to. */
export interface DraftSite {
  readonly purposes: readonly DraftPurpose[];
  /** Rows of the register, those of no provider in the catalogue with placeholders. */
  readonly rows: readonly object[];
  readonly takeOver: TakeOver;
  /** Language → surface → key → text. */
  readonly words: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
  /** Further keys of the config. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What a converter is given, beside the config, and tells. */
export interface Conversion {
  readonly languages: readonly [StarterLanguage, ...StarterLanguage[]];
  /** Tells what was taken: from where, and what it has become. */
  taken(path: string, as: string): void;
  /** Tells what was not taken, and why. */
  left(path: string, why: string): void;
}

/** What was made of what. */
export interface Taken {
  readonly path: string;
  readonly as: string;
}
