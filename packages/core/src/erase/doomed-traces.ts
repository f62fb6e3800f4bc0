import { fitsPattern, type TraceKind, type Traces, traceNames } from '@noren/model';
import { ERASED_KEY } from '../kernel/erased-key.ts';
import { IMPORTED_KEY } from '../take-over/imported-note.ts';
import type { Doomed } from './erasure.ts';

/** What Noren itself keeps, of every kind: its cookie and its keys, its databases. No pattern is wide enough for these. */
export const OWN: readonly string[] = [
  ERASED_KEY,
  // Without it the tool that a site had before would be asked again, and say a yes that was withdrawn here.
  IMPORTED_KEY,
  ...['register', 'opt-outs', 'history', 'outbox', 'subject', 'own'].map((name) => `noren-${name}`),
];

/**
 * What the rows name, but for what one of the spared rows may keep: that stays, though the pattern of another fits it too.
 * @param rows of which everything is to go
 */
export function doomedTraces(rows: readonly Traces[], spared: readonly Traces[]): Doomed {
  const names = (kind: TraceKind): string[] => traceNames(rows, [kind]);
  return {
    names,
    goes: (kind, name) =>
      !OWN.includes(name) && fitsOne(name, names(kind)) && !fitsOne(name, traceNames(spared, [kind])),
  };
}

/** Whether a name is one of these, or fits one of these patterns. */
export const fitsOne = (name: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => fitsPattern(name, pattern));
