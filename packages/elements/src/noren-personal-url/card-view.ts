import type { LinkWord } from '@noren/model';
import type { LinkWords, Wording } from '@noren/model/schema';

/** What the card is drawn from, and what it asks of the element. */
export interface CardView {
  readonly wording: Wording;
  readonly link: LinkWords;
  /** A shipped or replaced text with its braces filled. */
  say(word: LinkWord, values?: Readonly<Record<string, string>>): string;
  /** Asks for the choice: to be recognised, and to be joined as well. */
  decide(identification: boolean, linking: boolean): void;
  /** Answers whether this browser is to be linked to another member than before. */
  confirm(yes: boolean): void;
  settings(): void;
  /** Asks that what is joined be joined no more. */
  undo(): void;
  close(): void;
}
