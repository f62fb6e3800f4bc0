/**
 * An element that the visitor has permitted by itself, with a mark that strict mode heeds: a script that the gate has put into the page, for
 * which the gate would else wait in vain, and what one press has shown alone. It holds none of its addresses, wherever it is moved.
 */
export interface LetGo {
  noren?: 1;
}
