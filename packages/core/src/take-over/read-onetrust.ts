import { type ReadDecision, secondsOf } from './other-decision.ts';

/** Accepted all in the banner, or in its settings, or saved a choice there. By 3 the banner was closed. */
const CHOSEN = /^[146]$/;

/**
 * OneTrust: `groups=C0001:1,C0002:0` among the parameters of `OptanonConsent`, which is there before anybody has decided:
 * only `OptanonAlertBoxClosed` says that and when the banner has gone. Closing it leaves what the site lets run unasked;
 * `intType`, which newer versions write, tells by what it went.
 * @see https://my.onetrust.com/s/article/UUID-2dc719a8-4be5-8d16-1dc8-c7b4147b88e0
 */
export const readOnetrust: ReadDecision = (text, { names }, beside) => {
  // One of them is an address that the visitor came by: decoded before it is taken apart, it would name groups.
  const kept = new URLSearchParams(text.includes('&') ? text : decodeURIComponent(text));
  const [groups, ...more] = kept.getAll('groups');
  const closed = beside('OptanonAlertBoxClosed');
  if (groups === undefined || more.length || !/^([^:,]{1,60}:[01](,|$))*$/.test(groups)) throw new TypeError();
  if (!closed) return undefined;
  // Or what was said has to be said again there, too.
  const isYes =
    CHOSEN.test(kept.get('intType') ?? '1') &&
    kept.get('interactionCount') !== '0' &&
    kept.get('AwaitingReconsent') !== 'true';
  const said = new Map<string, boolean>();
  for (const pair of groups.split(',')) {
    const [name = '', value] = pair.split(':');
    if (said.has(name)) throw new TypeError();
    if (names.includes(name) && (value === '0' || isYes)) said.set(name, value === '1');
  }
  return { at: secondsOf(decodeURIComponent(closed)), said };
};
