const watched = new WeakSet<HTMLElement>();

/**
 * Keeps what has the focus out from under a fixed panel (WCAG 2.4.11): the page is scrolled, and where it cannot be
 * scrolled further the panel moves to the other edge.
 * @see https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum
 */
export function keepFocusVisible(notice: HTMLElement): void {
  const panel = notice.shadowRoot?.querySelector<HTMLElement>('[part=panel]');
  if (!panel || watched.has(notice)) return;
  watched.add(notice);
  const look = (target: EventTarget | null): void => {
    if (panel.hidden || !(target instanceof HTMLElement) || target === notice || target === document.body) return;
    const covered = (): number => {
      const focus = target.getBoundingClientRect();
      const box = panel.getBoundingClientRect();
      const overlaps =
        focus.bottom > box.top && focus.top < box.bottom && focus.right > box.left && focus.left < box.right;
      return overlaps ? focus.bottom - box.top : 0;
    };
    if (!panel.classList.contains('top')) scrollBy({ top: covered(), behavior: 'instant' });
    if (covered()) panel.classList.toggle('top');
  };
  document.addEventListener('focusin', ({ target }) => look(target));
  look(document.activeElement);
}
