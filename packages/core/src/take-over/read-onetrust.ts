import { type ReadDecision, secondsOf } from './other-decision.ts';

/**
 * OneTrust: `groups=C0001:1,C0002:0` among the parameters of `OptanonConsent`, which is there before anybody has decided:
 * only `OptanonAlertBoxClosed` says that and when somebody has.
 * @see https://my.onetrust.com/s/article/UUID-2dc719a8-4be5-8d16-1dc8-c7b4147b88e0
 */
export const readOnetrust: ReadDecision = (text, { names }, beside) => {
  const kept = new URLSearchParams(text);
  const groups = kept.get('groups');
  const closed = beside('OptanonAlertBoxClosed');
  if (groups === null || !/^([^:,]{1,60}:[01],?)*$/.test(groups)) throw new TypeError();
  if (!closed) return undefined;
  // What was said has to be said again there, too.
  const isOld = kept.get('AwaitingReconsent') === 'true';
  const said = new Map<string, boolean>();
  for (const pair of groups.split(',')) {
    const [name = '', value] = pair.split(':');
    if (names.includes(name) && (value === '0' || !isOld)) said.set(name, value === '1');
  }
  return { at: secondsOf(closed), said };
};
