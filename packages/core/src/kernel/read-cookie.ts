import { COOKIE_NAME, type Decisions, readDecisions, strictest, UNDECIDED } from '@noren/model';

/** What the browser's cookies say. `found` counts the `noren` cookies: sub-domains can toss further ones. */
export interface StoredDecisions {
  readonly decisions: Decisions;
  readonly found: number;
}

/** What cannot be read. Why, is told by a file that few pages need. */
const UNREADABLE: Decisions = { ...UNDECIDED, doubt: 'malformed' };

/** Reads every `noren` cookie with one look at `document.cookie`. Where several arrived, the strictest counts. */
export function readCookie(): StoredDecisions {
  const [first = UNDECIDED, ...rest] = cookieTexts().map(read);
  return {
    decisions: rest.length ? strictest([first, ...rest]) : first,
    found: first === UNDECIDED ? 0 : rest.length + 1,
  };
}

// A value that is not URL-encoded text is no value of Noren's.
function read(value: string): Decisions {
  try {
    return readDecisions(decodeURIComponent(value));
  } catch {
    return UNREADABLE;
  }
}

/** The values of all cookies of that name, as they stand in the jar. Reading throws in a sandboxed frame. */
export function cookieTexts(): string[] {
  try {
    return document.cookie
      .split('; ')
      .filter((pair) => pair.startsWith(`${COOKIE_NAME}=`))
      .map((pair) => pair.slice(COOKIE_NAME.length + 1));
  } catch {
    return [];
  }
}
