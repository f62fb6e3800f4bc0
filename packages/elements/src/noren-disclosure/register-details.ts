import { render } from 'lit';
import type { RegisterView, ShownRow } from './register-view.ts';
import { rowDetails } from './row-details.ts';

// What opens in the register is a file of its own, fetched behind the rows, so that those are there sooner.
export { editionHistory } from './edition-history.ts';

/** How long rows are drawn before whatever else waits has its turn. */
const SLICE_MS = 8;

/**
 * Makes a row open in place and draws what opens in it, once. Only here: three hundred `details` would cost the rows a third
 * of their time, because each has a tree and a sheet of its own.
 */
function drawDetails(view: RegisterView, { row, element }: ShownRow): HTMLDetailsElement {
  const first = element.firstElementChild as HTMLElement;
  if (first instanceof HTMLDetailsElement) return first;
  const details = document.createElement('details');
  first.replaceWith(details);
  details.append(first);
  render(rowDetails(view, row), details);
  return details;
}

/**
 * Opens the row that an element stands in, unless it opens by itself by now.
 * @returns what takes the focus in it
 */
export function openRow(view: RegisterView, within: Element): HTMLElement | undefined {
  const shown = view.rows.find(({ element }) => element === within.closest('.row'));
  if (!shown) return undefined;
  const isFolded = shown.element.firstElementChild instanceof HTMLDetailsElement;
  const details = drawDetails(view, shown);
  if (!isFolded || within === shown.element) details.open = true;
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

/** Draws what opens in all rows, a little at a time: whoever presses something meanwhile is answered. */
export async function drawAllDetails(view: RegisterView): Promise<void> {
  let until = 0;
  for (const row of view.rows) {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + SLICE_MS;
    }
    drawDetails(view, row);
  }
}
