import { type ReadDecision, secondsOf } from './other-decision.ts';

const PAIR = /([a-z]{1,20}):('[^']{0,200}'|true|false|\d{1,16})(?:,|$)/gy;

/**
 * Cookiebot: an object as JavaScript writes it, `{stamp:'…',necessary:true,…,method:'explicit',utc:1700000000000}`, read by its
 * grammar and never run. `-1` is written for visitors who were not asked.
 * @see https://www.cookiebot.com/en/developer/
 */
export const readCookiebot: ReadDecision = (text, { names }) => {
  if (/^-?\d$/.test(text)) return undefined;
  const [, inner = ''] = /^{(.*)}$/.exec(text) ?? [];
  const kept = new Map<string, string>();
  let length = 0;
  for (const [pair, key = '', value = ''] of inner.matchAll(PAIR)) {
    kept.set(key, value);
    length += pair.length;
  }
  if (!length || length < inner.length || !kept.has('necessary')) throw new TypeError();
  const method = kept.get('method');
  const utc = kept.get('utc');
  // A yes that a visitor has only let happen is none; a no is one all the same.
  const isExplicit = !method || method === "'explicit'";
  const said = new Map<string, boolean>();
  for (const name of names) {
    if (kept.get(name) === 'false') said.set(name, false);
    else if (kept.get(name) === 'true' && isExplicit) said.set(name, true);
  }
  return { ...(utc ? { at: secondsOf(Number(utc)) } : {}), said };
};
