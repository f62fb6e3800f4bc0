import { css } from 'lit';

export const styles = css`
  :host {
    position: fixed;
    inset-block-end: 0;
    inset-inline-start: 16px;
    /* Beneath the notice, which takes the highest place there is. */
    z-index: 2147483000;
    pointer-events: none;
  }
  :host([inline]) {
    position: static;
    display: inline-block;
    color: inherit;
  }
  :host([hidden]) {
    display: none;
  }
  /* Not hidden from the keyboard: reached, it comes back. */
  button.aside {
    opacity: 0;
    translate: 0 100%;
    pointer-events: none;
  }
  button {
    display: grid;
    min-height: 44px;
    max-width: calc(100vw - 32px);
    padding: 7px 14px 6px;
    border: 1px solid var(--_edge);
    border-top: 4px solid var(--_primary);
    border-bottom: 0;
    border-radius: 10px 10px 0 0;
    background: var(--_surface);
    color: var(--_primary);
    line-height: 1.4;
    text-align: start;
    box-shadow: var(--_shadow);
    pointer-events: auto;
    transition:
      translate 160ms,
      opacity 160ms;
  }
  button:hover .text {
    text-decoration: underline 1px;
    text-underline-offset: 3px;
  }
  button:focus-visible {
    outline-offset: -1px;
  }
  /* On a ground that is the page's own, a ring of a colour that goes with the reader's light may be unseen. */
  :host([inline]) button:focus-visible {
    outline-color: var(--noren-focus, currentColor);
    outline-offset: 2px;
  }
  .text {
    font-size: 14px;
    font-weight: 600;
  }
  .state {
    color: var(--_text-quiet);
    font-size: 14px;
    font-weight: 400;
  }
  :host([inline]) button {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    min-height: 24px;
    padding: 4px 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    box-shadow: none;
  }
  :host([inline]) :is(.text, .state) {
    color: inherit;
    font-weight: inherit;
  }
  :host([inline]) .text {
    text-decoration: underline 1px;
    text-underline-offset: 3px;
  }
  @media print {
    :host {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    button {
      transition: none;
    }
  }
`;
