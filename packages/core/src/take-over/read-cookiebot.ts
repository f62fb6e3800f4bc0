import { type ReadDecision, secondsOf } from './other-decision.ts';

// The strings of the IAB, which may be among them, are long.
const PAIR = /([a-z]\w{0,19}):('[^']*'|true|false|\d{1,16})(?:,|$)/gy;

/**
 * Cookiebot: an object as JavaScript writes it, `{stamp:'…',necessary:true,…,method:'explicit',utc:1700000000000}` with its
 * quotes and commas encoded, read by its grammar and never run. `-1` is written for visitors who were not asked, instead of
 * the object or as the stamp in it.
 * @see https://www.cookiebot.com/en/developer/
 */
export const readCookiebot: ReadDecision = (encoded, { names }) => {
  const text = decodeURIComponent(encoded);
  if (/^-?\d$/.test(text)) return undefined;
  const [, inner = ''] = /^{(.*)}$/.exec(text) ?? [];
  const kept = new Map<string, string>();
  let length = 0;
  for (const [pair, key = '', value = ''] of inner.matchAll(PAIR)) {
    if (kept.has(key)) throw new TypeError();
    kept.set(key, value);
    length += pair.length;
  }
  if (!length || length < inner.length || !kept.has('necessary')) throw new TypeError();
  const utc = kept.get('utc');
  // A yes that a visitor has only let happen is none, nor is one of which nobody knows how it came; a no is one all the same.
  const isExplicit = kept.get('method') === "'explicit'" && !/^'(-1|0)'$/.test(kept.get('stamp') ?? '');
  const said = new Map<string, boolean>();
  for (const name of names) {
    if (kept.get(name) === 'false') said.set(name, false);
    else if (kept.get(name) === 'true' && isExplicit) said.set(name, true);
  }
  return { ...(utc ? { at: secondsOf(Number(utc)) } : {}), said };
};
