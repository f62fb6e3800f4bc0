import { type CookieDoubt, type Decision, type Decisions, UNDECIDED } from './decisions.ts';
import { plainJson } from './plain-json.ts';

/** Name of the cookie that keeps a visitor's decisions. */
export const COOKIE_NAME = 'noren';
/** Version of the cookie's content. */
export const COOKIE_VERSION = 1;
/** A longer value is refused, both ways: a cookie is sent with every request. */
export const COOKIE_MAX_LENGTH = 1536;

type Bit = 0 | 1;

/** The JSON in the cookie, its keys in this order. No identifier of the visitor is in it. */
interface CookieJson {
  readonly v: number;
  /** Global Privacy Control was on. */
  readonly g?: Bit | undefined;
  /** Newest edition whose notice was acknowledged. */
  readonly n?: number | undefined;
  /** Id of the record that is not confirmed yet. */
  readonly r?: string | undefined;
  /** Purpose → granted, edition sequence, decided at (seconds). */
  readonly p: Readonly<Record<string, readonly [Bit, number, number]>>;
  /** Services refused on their own. */
  readonly s?: Readonly<Record<string, Bit>> | undefined;
}

// The whole grammar, so that nothing else is ever read. Eleven digits of seconds end in the year 5138.
const GRAMMAR =
  /^{"v":1(,"g":1)?(,"n":\d{1,11})?(,"r":"[\da-f-]{36}")?,"p":{("[a-z][a-z\d-]{0,39}":\[[01],\d{1,11},\d{1,11}],?)*}(,"s":{("[a-z][a-z\d-]{0,39}":[01],?)*})?}$/;

/**
 * The decisions as the JSON text of the cookie `noren` (not yet URL-encoded): readable by a server in any language,
 * with no identifier in it.
 */
export function encodeDecisions({ purposes, services, gpc, seen, unsent }: Decisions): string {
  const refused = Object.keys(services).filter((id) => services[id] === false);
  const p = Object.entries(purposes).map(([id, { granted, edition, at }]) => [id, [granted ? 1 : 0, edition, at]]);
  return plainJson({
    v: COOKIE_VERSION,
    g: gpc ? 1 : undefined,
    n: seen || undefined,
    r: unsent,
    p: Object.fromEntries(p),
    s: refused.length ? Object.fromEntries(refused.map((id) => [id, 0])) : undefined,
  } satisfies CookieJson);
}

/**
 * Reads the JSON text of the cookie, and tells nothing of what cannot be read.
 * @throws where it cannot be read
 */
export function readDecisions(text: string): Decisions {
  // What does not follow the grammar is no JSON either.
  const { g, n = 0, r, p, s = {} } = JSON.parse(isReadable(text) ? text : '') as CookieJson;
  const purposes: Record<string, Decision> = {};
  const services: Record<string, boolean> = {};
  for (const [id, [granted, edition, at]] of Object.entries(p)) {
    purposes[id] = { granted: granted > 0, edition, at };
  }
  // A service is only ever narrowed; nothing in a cookie widens it.
  for (const id in s) if (!s[id]) services[id] = false;
  return { purposes, services, gpc: g === 1, seen: n, unsent: r };
}

const isReadable = (text: string): boolean => text.length <= COOKIE_MAX_LENGTH && GRAMMAR.test(text);

/**
 * Reads the JSON text of the cookie. Never throws: what cannot be read is doubt, and doubt is closed (nothing optional
 * runs, everything is asked again).
 */
export function decodeDecisions(text: string): Decisions {
  try {
    return readDecisions(text);
  } catch {
    let doubt: CookieDoubt = 'malformed';
    if (text.length > COOKIE_MAX_LENGTH) doubt = 'oversized';
    // Any version but the first, which is the one there is.
    else if (/^{"v":(?!1\b)[1-9]/.test(text)) doubt = 'newer-version';
    return { ...UNDECIDED, doubt };
  }
}
