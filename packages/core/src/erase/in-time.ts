/** How long a browser may take to answer, in milliseconds. */
const PATIENCE = 2_000;

/**
 * An answer of the browser's, if it comes. A tab that is too busy to be asked, or one that is frozen, keeps a request for a
 * database from ever being answered; whatever is erased later, and the report, would wait with it.
 * @returns rejects where nothing was answered in time
 */
export const inTime = <Value>(answer: Promise<Value>): Promise<Value> =>
  Promise.race([answer, new Promise<never>((_, reject) => setTimeout(reject, PATIENCE))]);
