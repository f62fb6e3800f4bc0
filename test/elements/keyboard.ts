import { sendKeys } from '@web/test-runner-commands';

/** What has the focus, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/**
 * Whether an element has the focus. Compared here and not by an assertion: to show how two elements differ, chai would
 * walk the whole page.
 */
export function hasFocus(element: Element | undefined): boolean {
  return focused() === element;
}

/** Presses a key as a person would, in the engine's own input. */
export async function press(key: 'Tab' | 'Enter' | 'Escape' | 'Space' | 'ArrowDown'): Promise<void> {
  await sendKeys({ press: key });
}

/** Tabs until something that fits has the focus. @throws {RangeError} when nothing does within 60 presses */
export async function tabTo(selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await press('Tab');
    if (focused()?.matches(selector)) return;
  }
  throw new RangeError(`no Tab leads to ${selector}`);
}
