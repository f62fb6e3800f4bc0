import { render } from 'lit';
import { drawComingEditions } from './coming-edition.ts';
import type { RegisterView, ShownRow } from './register-view.ts';
import { rowDetails } from './row-details.ts';
import { fold } from './service-rows.ts';

// What opens in the register is a file of its own, fetched behind the rows, so that those are there sooner.
export { editionHistory } from './edition-history.ts';
export { rememberVisit } from './remember-visit.ts';

/** How long rows are drawn before whatever else waits has its turn. */
const SLICE_MS = 8;

/** Draws what opens in a row, once. */
function drawDetails(view: RegisterView, shown: ShownRow): HTMLDetailsElement {
  const details = fold(shown) as HTMLDetailsElement;
  if (!details.children[1]) render(rowDetails(view, shown.row), details);
  return details;
}

/**
 * Draws what opens in the row that an element stands in, and opens it where it is the row itself, or where the row did not open by
 * itself yet when it was pressed.
 * @returns what takes the focus in it
 */
export function openRow(view: RegisterView, within: Element): HTMLElement | undefined {
  const shown = view.rows.find(({ element }) => element.contains(within));
  if (!shown) return undefined;
  const { element } = shown;
  const isPressed = within === element || within.closest('summary') === element.firstElementChild;
  const details = drawDetails(view, shown);
  if (isPressed) details.open = true;
  return details.firstElementChild as HTMLElement;
}

const unfolded: HTMLDetailsElement[] = [];

/** Opens everything for the printer, and what was closed closes again after it. */
export function unfold(view: RegisterView, root: ParentNode, open: boolean): void {
  if (open) {
    for (const row of view.rows) drawDetails(view, row);
    unfolded.push(...root.querySelectorAll<HTMLDetailsElement>('details:not([open])'));
  }
  for (const details of open ? unfolded : unfolded.splice(0)) details.open = open;
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
