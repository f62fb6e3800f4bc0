import { css } from 'lit';
import { surface } from '../surface.styles.ts';

export const styles = css`
  ${surface}
  /* Out of the flow: a page that lays its body out as a grid has no cell for it. */
  :host {
    position: absolute;
    inset: 0 auto auto 0;
  }
  .panel {
    position: fixed;
    inset-block: auto 24px;
    inset-inline: auto 24px;
    /* Beneath the notice, above the tab that opens the settings. */
    z-index: 2147483646;
    display: flex;
    flex-direction: column;
    max-height: calc(100svh - 48px);
    border-radius: var(--_radius);
    color: var(--_text);
    box-shadow: var(--_shadow);
    animation: rise 160ms ease-out;
  }
  .panel[hidden] {
    display: none;
  }
  .panel.top {
    inset-block: 24px auto;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
  .surface {
    width: min(36em, calc(100vw - 48px));
    min-height: 0;
    padding: 14px 28px 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .text {
    display: grid;
    gap: 10px;
  }
  .text > p {
    font-size: 0.9375em;
  }
  dl {
    grid-template-columns: 9em minmax(0, 1fr);
    gap: 4px 12px;
    margin-top: 6px;
  }
  dd {
    margin-bottom: 0;
  }
  .actions {
    position: sticky;
    bottom: 0;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 10px;
    margin: 12px -28px 0;
    padding: 12px 28px;
    border-top: 1px solid var(--_line);
    background: var(--_surface);
  }
  .button {
    padding-inline: 8px;
    text-wrap: balance;
  }
  .links {
    padding-bottom: 14px;
  }
  .told {
    display: flex;
    width: min(26em, calc(100vw - 48px));
    gap: 8px;
    align-items: start;
    padding: 10px 10px 14px 20px;
  }
  .told .text {
    flex: 1;
    padding-top: 9px;
  }
  .told .links {
    padding: 0;
  }
  summary {
    display: inline-block;
    padding-block: 6px;
    padding-inline-end: 20px;
    cursor: pointer;
  }
  /* Takes no room in the line, so that it never stands alone in the next one. */
  summary::after {
    display: inline-block;
    margin-inline: 10px -16.5px;
  }
  .close {
    flex: none;
    width: 44px;
    height: 44px;
    border: 0;
    border-radius: 10px;
    background: none;
    font-size: 24px;
    line-height: 1;
  }
  .close:hover {
    background: var(--_surface-sunk);
  }
  @media (max-width: 40rem) {
    .panel {
      inset-inline: 8px;
      bottom: 8px;
      /* The page keeps its part of the screen, unless the rest is too little to read and press in. */
      max-height: max(50svh, min(17em, calc(100svh - 16px)));
    }
    .panel.top {
      inset-block: 8px auto;
    }
    .surface {
      width: auto;
    }
    .surface:not(.told) {
      padding: 10px 16px 0;
    }
    dl {
      grid-template-columns: 100%;
      row-gap: 0;
    }
    dd + dt {
      margin-top: 8px;
    }
    .actions {
      margin-inline: -16px;
      padding: 10px 16px;
    }
  }
  @media (max-width: 30rem) {
    .actions {
      grid-auto-flow: row;
      grid-auto-rows: 1fr;
      gap: 6px;
    }
    .actions .button {
      min-height: 44px;
    }
    /* Japanese breaks anywhere, so three of them fit side by side, and leave room to read what is asked. */
    .actions:lang(ja) {
      grid-auto-flow: column;
    }
    .actions:lang(ja) .button {
      padding: 6px 4px;
      font-size: 0.875em;
    }
  }
  /* Where little fits, all of it scrolls together: nothing sticks and covers the text. */
  @media (max-height: 20rem) {
    .actions {
      position: static;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
