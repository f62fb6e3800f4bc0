import type { Decision } from '@noren/model';

/** Key in `localStorage`: the moment (seconds since 1970) of the newest refusal whose traces this host has erased. */
export const ERASED_KEY = 'noren';

/**
 * Whether a refusal is newer than the last erasure on this host: it was said on a neighbouring one, which shares the
 * cookie and not the storage, or when there was nothing to withdraw. What cannot be told is not asked again.
 */
export function hasLeftovers(decisions: readonly Decision[]): boolean {
  try {
    return decisions.some(({ granted, at }) => !granted && !(at <= localStorage[ERASED_KEY]));
  } catch {
    return false;
  }
}
