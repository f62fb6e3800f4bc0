import { css } from 'lit';

export const styles = css`
  :host {
    position: fixed;
    /* Beneath the notice, and beneath every dialog. */
    z-index: 2147483000;
    inset-block: 16px calc(var(--_foot, 0px) + 16px);
    inset-inline-end: 16px;
    width: min(max(420px, 26.25rem), 100vw - 32px);
    display: flex;
    flex-direction: column;
    pointer-events: none;
  }
  aside {
    display: flex;
    flex-direction: column;
    min-height: 0;
    border: 1px solid var(--_edge);
    border-top: 5px solid var(--_primary);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    /* Small, and larger for whoever has text larger. */
    font-size: max(14px, 0.875rem);
    box-shadow: var(--_shadow);
    overflow: hidden;
    pointer-events: auto;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--_line);
  }
  h2,
  h3 {
    font-size: 1em;
    line-height: 1.5;
  }
  header button {
    min-height: 32px;
    padding: 2px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: 8px;
    background: none;
    color: var(--_primary);
  }
  header button:hover {
    background: var(--_surface-sunk);
  }
  .buttons {
    display: flex;
    gap: 6px;
    margin-inline-start: auto;
  }
  .count,
  .tag,
  .number {
    padding: 0 8px;
    border: 1px solid var(--_line-strong);
    border-radius: 99px;
    font-size: 0.857em;
    white-space: nowrap;
  }
  /* Of several bridges it is longer than a narrow window is wide. */
  .tag {
    display: inline-block;
    border-radius: 12px;
    white-space: normal;
  }
  .warn {
    border-color: var(--_warn);
    color: var(--_warn);
  }
  .body {
    padding: 12px 16px 16px;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .body:focus {
    outline: 0;
  }
  article {
    margin-bottom: 12px;
    padding: 10px 12px;
    border-radius: 8px;
    border-inline-start: 4px solid var(--_warn);
    background: var(--_surface-sunk);
  }
  .fine {
    padding-bottom: 12px;
    color: var(--_ok);
    font-weight: 600;
  }
  ul,
  ol {
    padding: 0;
    list-style: none;
  }
  code {
    font: 0.857em / 1.5 ui-monospace, monospace;
    overflow-wrap: anywhere;
  }
  dl {
    margin-top: 6px;
  }
  dt {
    color: var(--_text-quiet);
    font-size: 0.857em;
  }
  details {
    border-top: 1px solid var(--_line);
  }
  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    width: 6px;
    height: 6px;
    margin: 0 4px;
    border: solid;
    border-width: 0 1.5px 1.5px 0;
    rotate: -45deg;
  }
  [open] > summary::before {
    rotate: 45deg;
  }
  .number {
    margin-inline-start: auto;
  }
  li {
    padding: 2px 0;
    overflow-wrap: anywhere;
  }
  ol > li {
    padding: 6px 0;
    border-top: 1px dotted var(--_line);
  }
  details > p {
    padding-bottom: 12px;
    color: var(--_text-quiet);
  }
  .at {
    color: var(--_text-quiet);
    font-size: 0.857em;
    font-variant-numeric: tabular-nums;
  }
  .body > .button {
    width: 100%;
    margin-top: 8px;
  }
  textarea {
    display: block;
    width: 100%;
    margin-top: 8px;
    border: 1px solid var(--_line-strong);
    border-radius: 8px;
    background: var(--_surface-sunk);
    color: inherit;
    font: 0.857em / 1.5 ui-monospace, monospace;
    resize: vertical;
  }
  .said {
    padding: 8px 16px;
    border-top: 1px solid var(--_line);
    font-weight: 600;
  }
  @media (max-width: 40rem) {
    :host {
      inset: auto 8px calc(var(--_foot, 0px) + 8px);
      width: auto;
      max-height: min(60svh, 100svh - var(--_foot, 0px) - 16px);
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
