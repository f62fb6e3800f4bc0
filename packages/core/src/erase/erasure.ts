import type { TraceKind } from '@noren/model';

/** What is to go, and what is not. */
export interface Doomed {
  /** Names and patterns of a kind that the rows have. None: that part of the browser is not touched. */
  names(kind: TraceKind): readonly string[];
  /** Whether what a browser keeps under this name is to go. */
  goes(kind: TraceKind, name: string): boolean;
}

/** Finds out what is to go now: a browser may take its time, and the visitor may say yes meanwhile. Asked again after each wait. */
export type FindDoomed = () => Doomed;

/** What became of the names that a browser had. */
export class Erasure {
  /** They are gone. */
  readonly erased = new Set<string>();
  /** They are still there. */
  readonly kept = new Set<string>();
  /** Those of them that are databases which a page has open. */
  readonly inUse = new Set<string>();
  /** Names and patterns of which this browser does not tell whether they are there. */
  readonly unchecked = new Set<string>();

  /** Notes what became of a name. What is still there in one place is not gone, though it has left another one. */
  note(name: string, isGone: boolean): void {
    (isGone ? this.erased : this.kept).add(name);
    if (this.kept.has(name)) this.erased.delete(name);
  }

  /** Notes names and patterns that could not be looked for. */
  couldNotLook(names: readonly string[]): void {
    for (const name of names) this.unchecked.add(name);
  }

  /** Whether it was there, whatever became of it. */
  has(name: string): boolean {
    return this.erased.has(name) || this.kept.has(name);
  }
}
