import { render } from 'lit';
import { drawComingEditions } from './coming-edition.ts';
import type { RegisterView, ShownRow } from './register-view.ts';
import { rowDetails } from './row-details.ts';

// What opens in the register is a file of its own, fetched behind the rows, so that those are there sooner.
export { editionHistory } from './edition-history.ts';

/** How long rows are drawn before whatever else waits has its turn. */
const SLICE_MS = 8;

/** Draws what opens in a row, once. */
export function drawDetails(view: RegisterView, { row, element }: ShownRow): void {
  const details = element.firstElementChild as HTMLDetailsElement;
  if (!details.children[1]) render(rowDetails(view, row), details);
}

/** Draws what is announced, then what opens in all rows, a little at a time: whoever presses something meanwhile is answered. */
export async function drawAllDetails(view: RegisterView, root: ParentNode): Promise<void> {
  drawComingEditions(view, root);
  let until = 0;
  for (const row of view.rows) {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + SLICE_MS;
    }
    drawDetails(view, row);
  }
}
