/**
 * Scripts that the gate has put into the page, in the file with strict mode alone: what the page says about them and the visitor has permitted
 * is not asked about again, or the gate would wait for a script that does not come.
 */
export const runByGate = new WeakSet<Element>();
