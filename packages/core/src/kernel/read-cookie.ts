import { COOKIE_NAME, type Decisions, decodeDecisions, strictest, UNDECIDED } from '@noren/model';

/** What the browser's cookies say. `found` counts the `noren` cookies: sub-domains can toss further ones. */
export interface StoredDecisions {
  readonly decisions: Decisions;
  readonly found: number;
}

/** Reads every `noren` cookie with one look at `document.cookie`. Where several arrived, the strictest counts. */
export function readCookie(): StoredDecisions {
  const [first = UNDECIDED, ...rest] = cookieTexts().map(decodeDecisions);
  return {
    decisions: rest.length ? strictest([first, ...rest]) : first,
    found: first === UNDECIDED ? 0 : rest.length + 1,
  };
}

// Reading throws in a sandboxed frame; a value that is not URL-encoded text is no value of Noren's.
function cookieTexts(): string[] {
  try {
    return document.cookie
      .split('; ')
      .filter((pair) => pair.startsWith(`${COOKIE_NAME}=`))
      .map((pair) => {
        try {
          return decodeURIComponent(pair.slice(COOKIE_NAME.length + 1));
        } catch {
          return '';
        }
      });
  } catch {
    return [];
  }
}
