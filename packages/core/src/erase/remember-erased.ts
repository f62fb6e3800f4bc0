import { type Decisions, type TraceKind, traceNames } from '@noren/model';
import { cookieNames } from '../cookies/delete-cookie.ts';
import { ERASED_KEY } from '../kernel/erased-key.ts';
import { fitsOne, OWN } from './doomed-traces.ts';
import { keysOf } from './erase-storage.ts';
import type { SortedRows } from './rows-to-erase.ts';

/** Whether the traces of exactly these refusals were erased on this host before: what is there now has come back. */
export function wasErased(decisions: Decisions): boolean {
  try {
    return localStorage[ERASED_KEY].startsWith(ofOthers(decisions));
  } catch {
    return false;
  }
}

/**
 * Remembers on this host that the traces of these refusals are erased, and by which names the first file of later pages
 * sees that some have come back. What stands there now is left alone from then on: it could not be deleted.
 * @param decisions as the cookie has them
 * @param looksAgain the next page is to look whatever it finds: what still runs in this one can write again
 */
export function rememberErased(decisions: Decisions, rows: SortedRows, looksAgain: boolean): void {
  const others = ofOthers(decisions);
  // `(?!)` fits nothing.
  const nothing = `${others}(?!)`;
  try {
    const cookies = alternatives('cookies', rows, cookieNames(), '[^;=]*', '=');
    const keys = alternatives('storage', rows, keysOf(localStorage), '[^,]*', '(?:,|$)');
    const returned = `${others}(?:^|; )${cookies}|${decided(decisions)},(?:[^]*,)?${keys}`;
    // What fits already would bring every page back here. With nothing after its bar an expression fits everything.
    const isUsable = !RegExp(returned).test(keptHere(decisions));
    localStorage[ERASED_KEY] = looksAgain ? others : isUsable ? returned : nothing;
  } catch {
    try {
      // Full: something shorter, or every page would look again.
      localStorage[ERASED_KEY] = nothing;
    } catch {
      // Blocked: the next page does not ask either.
    }
  }
}

/** The text that the kernel looks at: cookies, decisions and keys, with commas between. */
const keptHere = (decisions: Decisions): string =>
  String([document.cookie, JSON.stringify(decisions), Object.keys(localStorage)]);

/** Fits whatever else was decided, and begins everything that is remembered. */
const ofOthers = (decisions: Decisions): string => `^(?![^]*${decided(decisions)})|`;

/** Fits these decisions in what is kept here, whatever record is under way. */
const decided = ({ purposes, services }: Decisions): string =>
  `${escaped(JSON.stringify({ purposes, services }).replace(/}$/, ',"gpc":'))}[^}]*}`;

/** Fits the doomed names of a kind, but for those that are spared or stand there now. */
function alternatives(
  kind: TraceKind,
  { doomed, spared }: SortedRows,
  here: readonly string[],
  any: string,
  end: string,
): string {
  const names = (patterns: readonly string[]): string =>
    // None fits nothing.
    [...new Set(patterns)].map((name) => name.split('*').map(escaped).join(any)).join('|') || '(?!)';
  const gone = traceNames(doomed, [kind]).map(coarse);
  const left = here.filter((name) => fitsOne(name, gone));
  return `(?!(?:${names([...OWN, ...traceNames(spared, [kind]).map(coarse), ...left])})${end})(?:${names(gone)})${end}`;
}

/** With two stars at most, so that no name makes the test slow; what else fits then is left alone once it was looked at. */
const coarse = (pattern: string): string => pattern.replace(/(\*[^*]*)\*.*\*/s, '$1*');

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
