import type { LatePage } from './gate/late.ts';

/** What few pages need of the first file. */
export interface Rare {
  readonly latePage: LatePage;
  /** Tells why a cookie cannot be read. */
  readonly tellDoubt: () => void;
}

/** Fetches it; once, as a module is. */
export type BringRare = () => Promise<Rare>;
