import { withoutData } from './without-data.ts';

/** Words of a script that reaches others, goes somewhere, keeps something, or runs what nobody can read here. */
const SPEAKS =
  /\b(?:fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|Image|createElement|innerHTML|outerHTML|insertAdjacentHTML|importScripts|import|postMessage|cookie|localStorage|sessionStorage|indexedDB|caches|location|open|eval|Function|new|gtag|srcdoc)\b|\]\s*\(|\]\s*=(?!=)|\?\.\s*\(|[^}\s]\s*\)\s*\(|`/;
/** Markup that makes a browser fetch something, or send it. */
const FETCHES =
  /\b(?:src|srcset|href|action|data|poster|ping|background)\s*=|<(?:iframe|link|object|embed|form|svg|meta|base)\b/i;

/** An attribute that makes nobody fetch anything; of any other it is not known. */
const QUIET_ATTRIBUTE =
  /^["'](?:class|id|title|alt|lang|dir|role|hidden|tabindex|target|rel|aria-[a-z]+|data-[\w-]+)["']\s*,/;
const SETS = /\bsetAttribute\s*\(\s*/g;

/** Names that are handed over, to be called later: as an argument, or as what an event does. */
const HANDED =
  /\b(?:forEach|map|filter|find|some|every|addEventListener|setTimeout|setInterval)\s*\(\s*(?:["'][^"']*["']\s*,\s*)?([A-Za-z_$][\w$.]*)\s*[,)]|\bon[a-z]+\s*=\s*([A-Za-z_$][\w$.]*)\s*(?:[;,)}\n<]|$)/g;

/** What a script may call and still speak to nobody: the page's own elements, texts and lists. */
const QUIET = new Set(
  (
    'if for while switch catch function return typeof addEventListener removeEventListener querySelector querySelectorAll ' +
    'getElementById getElementsByClassName getElementsByTagName getAttribute hasAttribute setAttribute closest matches contains ' +
    'forEach map filter find some every indexOf includes slice concat split join trim toLowerCase toUpperCase toString ' +
    'substring substr charAt startsWith endsWith match test replace parseInt parseFloat Number String Boolean isNaN ' +
    'keys stringify parse log warn info preventDefault add remove toggle setTimeout clearTimeout setInterval clearInterval'
  ).split(' '),
);

/** Characters; custom HTML in Tag Manager has at most about as many. */
const MOST = 102_400;

const CALL = /(?<![\w$])([A-Za-z_$][\w$]*)\s*\(/g;
const OWN =
  /\bfunction\s+([A-Za-z_$][\w$]*)|\b(?:var|let|const)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:function\b|\([^()]*\)\s*=>|[A-Za-z_$][\w$]*\s*=>)/g;
const PUSH = /(?<![\w$])([A-Za-z_$][\w$]*)\s*\.\s*push\s*\(/g;

/**
 * Whether custom HTML surely speaks to nobody and keeps nothing: every call in it is of its own, of the page's elements, or onto
 * `dataLayer`. Any doubt is a no: a call of another tag's function sends what that tag sends.
 * @param isPlain whether a variable of this name is a value, and no code
 */
export function isSilent(html: string, isPlain: (variable: string) => boolean): boolean {
  if (html.length > MOST) return false;
  for (const [, name = ''] of html.matchAll(/\{\{([^{}]*)\}\}/g)) if (!isPlain(name.trim())) return false;
  const code = withoutData(html);
  if (SPEAKS.test(code) || FETCHES.test(code)) return false;
  for (const [, onto] of code.matchAll(PUSH)) if (onto !== 'dataLayer') return false;
  const own = new Set([...code.matchAll(OWN)].map(([, one, other]) => one ?? other));
  for (const {
    0: { length },
    index,
  } of code.matchAll(SETS))
    if (!QUIET_ATTRIBUTE.test(code.slice(index + length, index + length + 99))) return false;
  for (const [, argument, handler] of code.matchAll(HANDED)) if (!own.has(argument ?? handler)) return false;
  for (const [, called = ''] of code.matchAll(CALL))
    if (!QUIET.has(called) && !own.has(called) && called !== 'push') return false;
  return true;
}
