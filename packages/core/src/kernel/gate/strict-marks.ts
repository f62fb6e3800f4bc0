/** Marks of an element that strict mode heeds, under names that no page has for anything else. */
export interface StrictMarks {
  /**
   * The visitor has permitted it by itself: a script that the gate has put into the page, for which the gate would else wait in vain, and what
   * one press has shown alone. It holds none of its addresses, wherever it is moved.
   */
  noren?: 1;
  /** jQuery has put it in under a type that no browser runs, and asks for its address itself: that is not given back. */
  norenOff?: boolean;
}
