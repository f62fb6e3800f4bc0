import type { Imported } from '@noren/model/schema';

/** Key in `localStorage`: on this host a decision was taken over, once and for all. */
export const IMPORTED_KEY = 'noren-import';

/** What is remembered of it, for its record and for the history of a site without an API. */
export interface ImportedNote {
  /** When it was decided, in seconds since 1970. */
  readonly at: number;
  /** Label of the edition that it counts for. */
  readonly edition: string;
  /** Purpose → granted. */
  readonly purposes: Readonly<Record<string, boolean>>;
  /** What the other tools had kept. */
  readonly imported: readonly Imported[];
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** What was remembered on this host; nothing where it was nothing, or cannot be read. */
export function readNote(): ImportedNote | undefined {
  try {
    const { at, edition, purposes, imported } = JSON.parse(localStorage[IMPORTED_KEY]) as ImportedNote;
    const isWhole = imported.every(({ accepted, refused }) => isNames(accepted) && isNames(refused));
    return at > 0 && imported.length && isWhole ? { at, edition, purposes, imported } : undefined;
  } catch {
    return undefined;
  }
}
