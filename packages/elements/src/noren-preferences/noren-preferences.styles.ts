import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  :host([inline]) {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  .frame {
    width: 100%;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_text);
  }
  dialog {
    max-width: min(720px, 95vw);
    max-height: 95dvh;
    margin: auto;
    overflow: visible;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: rise 160ms ease-out;
  }
  dialog::backdrop {
    background: #0e1a2a80;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }

  /* The cloth: a hem, and three panels with a slit between each. */
  .cloth {
    --_panel: linear-gradient(currentColor 0 0);
    --_third: calc(33.33% - 1px);
    flex: none;
    height: 14px;
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: var(--_panel) 0 0 / 100% 5px, var(--_panel) 0 / var(--_third), var(--_panel) 50% / var(--_third),
      var(--_panel) 100% / var(--_third);
    background-repeat: no-repeat;
    color: var(--_primary);
    forced-color-adjust: none;
  }
  .surface {
    container-type: inline-size;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    grid-template-columns: 100%;
    border: solid var(--_edge);
    border-width: 0 1px 1px;
    border-radius: 0 0 var(--_radius) var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .head {
    position: relative;
    padding: 20px 28px 14px;
  }
  dialog .head {
    padding-inline-end: 76px;
  }
  h2 {
    font-size: 1.125em;
    line-height: 1.5;
  }
  /* It has the focus when the dialog opens, but there is nothing to do with it. */
  h2:focus-visible {
    outline: none;
  }
  h3 {
    font-size: 1em;
    line-height: 1.5;
  }
  .small {
    font-size: max(14px, 0.875em);
  }
  .quiet {
    color: var(--_text-quiet);
  }
  .warn {
    color: var(--_warn);
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
  .remark {
    color: var(--_text);
  }
  .more {
    justify-self: start;
    padding-block: 6px;
  }
  .more::after {
    content: '';
    display: inline-block;
    width: 6px;
    height: 6px;
    margin-inline: 6px 2px;
    border: solid;
    border-width: 0 1.5px 1.5px 0;
    translate: 0 -3px;
    rotate: 45deg;
  }
  .more[aria-expanded='true']::after {
    translate: 0 0;
    rotate: 225deg;
  }

  .control {
    display: grid;
    justify-items: end;
    gap: 4px;
    min-width: 52px;
  }
  .pill {
    padding: 2px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: 99px;
  }
  .switch {
    appearance: none;
    position: relative;
    width: 52px;
    height: 30px;
    border: 2px solid var(--_line-strong);
    border-radius: 15px;
    cursor: pointer;
    transition: background 160ms;
  }
  .switch::before {
    content: '';
    position: absolute;
    inset: -9px -6px;
  }
  .switch::after {
    content: '';
    position: absolute;
    inset: 4px auto auto 4px;
    width: 18px;
    height: 18px;
    border-radius: 50%;
    background: var(--_line-strong);
    transition: translate 160ms;
    forced-color-adjust: none;
  }
  .switch:checked {
    border-color: var(--_primary);
    background: var(--_primary);
  }
  .switch:checked::after {
    translate: 22px 0;
    background: var(--_on-primary);
  }
  .switch:disabled {
    border-style: dashed;
    cursor: not-allowed;
  }

  .links {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 20px;
  }
  .links > a {
    padding-block: 4px;
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
    .actions {
      grid-auto-flow: row;
    }
  }
  /* Where little fits, all of it scrolls together: nothing sticks and covers what has the focus. */
  @media (max-height: 640px), (max-width: 640px) {
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
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
