import { css } from 'lit';
import { surface } from '../surface.styles.ts';
import { switchControl } from '../switch-control.styles.ts';

export const styles = css`
  ${surface}
  ${switchControl}
  /* No box: a page that lays its body out as a grid has no cell for it, and no distance around it. */
  :host {
    display: contents;
  }
  :host([inline]) {
    display: block;
  }
  .frame {
    width: 100%;
    height: fit-content;
  }
  /* Laid out ahead, unseen, so that to open it is only to paint it. */
  dialog {
    display: flex;
    flex-direction: column;
    position: fixed;
    inset: 0;
    max-width: min(720px, 95vw);
    max-height: 95dvh;
    margin: auto;
    overflow: visible;
    visibility: hidden;
  }
  dialog[open] {
    visibility: visible;
    animation: rise 160ms ease-out;
  }
  dialog::backdrop {
    background: #0e1a2a80;
  }
  /* Not from nothing: the first frame after the click already shows it. */
  @keyframes rise {
    from {
      opacity: 0.3;
      transform: translateY(12px);
    }
  }

  .surface {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    grid-template-columns: 100%;
    box-shadow: var(--_shadow);
  }
  .head {
    position: relative;
    padding: 20px 28px 14px;
  }
  dialog .head {
    padding-inline-end: 76px;
  }
  /* It has the focus when the dialog opens, but there is nothing to do with it. */
  h2:focus-visible {
    outline: none;
  }
  .saved {
    color: var(--_ok);
    font-weight: 600;
  }
  .saved::before {
    content: '✓ ' / '';
  }
  .close {
    position: absolute;
    inset-block-start: 14px;
    inset-inline-end: 20px;
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

  .surface,
  .rows {
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .rows,
  .foot,
  .row + .row {
    border-top: 1px solid var(--_line);
  }
  .waiting {
    display: grid;
    gap: 16px;
    justify-items: start;
    padding: 28px;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 20px;
    align-items: center;
    padding: 14px 28px;
  }
  .row > * {
    grid-column: 1;
  }
  .row > .control {
    grid-area: 1 / 2 / span 3;
  }
  .row > .services {
    grid-column: 1 / -1;
  }
  .more {
    justify-self: start;
    padding-block: 6px;
  }
  .more::after {
    display: inline-block;
    margin-inline: 6px 2px;
  }

  .foot {
    padding: 18px 28px 14px;
  }
  .status p {
    margin-bottom: 4px;
  }
  .status p:last-child {
    margin-bottom: 12px;
  }
  .proof {
    margin-top: 8px;
  }
  .actions {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 10px;
  }

  @container (max-width: 600px) {
    .head,
    .row,
    .foot {
      padding-inline: 16px;
    }
    .row > .control {
      grid-row: 1;
    }
    .row > div {
      grid-column: 1 / -1;
    }
    .row > div,
    .status,
    #intro {
      font-size: max(14px, 0.875em);
    }
    .actions {
      grid-auto-flow: row;
    }
  }
  /* Where little fits, all of it scrolls together: nothing sticks and covers what has the focus. */
  @media (max-height: 640px) {
    dialog .surface {
      display: block;
    }
    dialog .rows {
      overflow: visible;
    }
  }
  :host([inline]) .rows {
    overflow: visible;
  }
`;
