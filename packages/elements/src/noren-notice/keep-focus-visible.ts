const watched = new WeakSet<HTMLElement>();
// Room for the focus ring.
const RING = 6;

/**
 * Keeps what has the focus out from under a fixed panel (WCAG 2.4.11): the page is scrolled, and where it cannot be
 * scrolled further the panel moves to the other edge.
 * @see https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum
 */
export function keepFocusVisible(notice: HTMLElement): void {
  const panel = notice.shadowRoot?.querySelector<HTMLElement>('[part=panel]');
  if (!panel || watched.has(notice)) return;
  watched.add(notice);
  const look = (): void => {
    const target = focused();
    if (panel.hidden || !(target instanceof HTMLElement) || target === document.body) return;
    if (notice.shadowRoot?.contains(target)) return;
    // How far the page must scroll until the focus is beside the panel; 0 where it is already.
    const way = (): number => {
      const focus = target.getBoundingClientRect();
      const box = panel.getBoundingClientRect();
      if (focus.bottom <= box.top || focus.top >= box.bottom || focus.right <= box.left || focus.left >= box.right)
        return 0;
      if (panel.classList.contains('top')) return focus.top - box.bottom - RING;
      // What is taller than the room above is read from its beginning.
      return Math.min(focus.bottom - box.top + RING, focus.top - RING);
    };
    const scroll = (): void => scrollBy({ top: way(), behavior: 'instant' });
    scroll();
    if (!way()) return;
    panel.classList.toggle('top');
    scroll();
  };
  // What is pressed is in sight. Moved away from under the pointer, it would not be clicked.
  let isPressed = false;
  for (const type of ['mousedown', 'mouseup'])
    document.addEventListener(
      type,
      () => {
        isPressed = type === 'mousedown';
      },
      true,
    );
  document.addEventListener('focusin', () => isPressed || look());
  // A focus that moves inside an element's shadow is not heard of outside. The arrow keys scroll to what does not fit.
  document.addEventListener('keyup', ({ key }) => key === 'Tab' && look());
  look();
}

/** What has the focus, in whatever shadow it is. */
function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
