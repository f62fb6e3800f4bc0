import { COOKIE_NAME, type CookieDoubt, type Decisions, decodeDecisions, strictest, UNDECIDED } from '@noren/model';

/** What the browser's cookies say. `found` counts the `noren` cookies: sub-domains can toss further ones. */
export interface StoredDecisions {
  readonly decisions: Decisions;
  readonly found: number;
  readonly doubt?: CookieDoubt | undefined;
}

/** Reads every `noren` cookie with one look at `document.cookie`. Where several arrived, the strictest counts. */
export function readCookie(): StoredDecisions {
  const [first, ...rest] = cookieTexts().map(decodeDecisions);
  if (!first) return { decisions: UNDECIDED, found: 0 };
  const all = [first, ...rest] as const;
  return {
    decisions: strictest([first.decisions, ...rest.map(({ decisions }) => decisions)]),
    found: all.length,
    doubt: all.find(({ doubt }) => doubt)?.doubt,
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
