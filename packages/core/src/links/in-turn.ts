/** Held by the tab in which the visitor has agreed, until it knows what has become of its link. */
const TURN = 'noren-redeem';

/**
 * Acts once, after the tabs that have asked before. Where cookies are refused a browser may refuse the lock as well: then
 * at once.
 * @returns what the act does, its error too
 */
export async function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  let hasBegun = false;
  const begin = (): Promise<Result> => {
    hasBegun = true;
    return act();
  };
  try {
    return await navigator.locks.request(TURN, begin);
  } catch (error) {
    if (hasBegun) throw error;
    return begin();
  }
}
