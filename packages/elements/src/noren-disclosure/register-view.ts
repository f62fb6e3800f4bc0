import type { RegisterWord } from '@noren/model';
import type { Wording } from '@noren/model/schema';
import type { Draft, Switches } from '../switches.ts';
import type { Marks } from './last-visit.ts';

export type PurposeWords = Wording['purposes'][number];
export type ServiceWords = Wording['services'][number];

/** What the parts of the register are drawn from, and what they ask of the element. */
export interface RegisterView extends Switches {
  readonly wording: Wording;
  /** What has come or changed since the visitor's last visit. */
  readonly marks: Marks;
  /** All rows, purpose by purpose. */
  readonly rows: readonly ShownRow[];
  /** A shipped or replaced text of the register with its braces filled. */
  say(word: RegisterWord, values?: Readonly<Record<string, string | number>>): string;
  /**
   * Requests one change at once, and speaks of what the store made of it.
   * @param isOn whether the switch of that name is on by then
   */
  change(draft: Draft, name: string, isOn: () => boolean): void;
}

/** A row that stands in the page. */
export interface ShownRow {
  readonly row: ServiceWords;
  readonly purpose: PurposeWords;
  readonly element: HTMLElement;
}

/** Whether a purpose has a switch: it can be allowed or stopped. */
export function isSwitchable({ mode }: PurposeWords): boolean {
  return mode === 'opt-in' || mode === 'opt-out';
}
