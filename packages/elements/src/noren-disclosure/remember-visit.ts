import type { Noren } from '@noren/core';
import { KEY, type LastVisit } from './last-visit.ts';

/** Visits whose register is kept, so that it is worked out once. */
const done = new WeakSet<LastVisit>();

/**
 * Keeps what the register says for the next visit, once it was seen. Where anything on the site waits for a yes, nothing is kept
 * before a choice; where nothing does, nobody is ever asked, and a page that its reader opened to learn what has changed may
 * remember what it said. Never throws.
 */
export function rememberVisit({ config, state }: Noren, visit: LastVisit): void {
  const waits = [...config.purposes, ...config.services].some(({ mode }) => mode === 'opt-in');
  const hasChosen = Object.keys(state.decisions.purposes).length > 0;
  if ((waits && !hasChosen) || done.has(visit)) return;
  done.add(visit);
  // Only a page that is looked at has frames.
  requestAnimationFrame(() =>
    setTimeout(() => {
      try {
        const next = visit.next();
        if (next !== visit.kept) localStorage.setItem(KEY, next);
      } catch {
        // Blocked or full: then nothing is marked.
      }
    }),
  );
}
