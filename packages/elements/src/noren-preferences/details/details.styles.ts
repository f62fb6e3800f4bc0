import { css } from 'lit';

/** What the details need beside the styles of the preferences. */
export const styles = css`
  /* However long the report is, some of the switches stay in sight; then all of it scrolls. */
  dialog .surface {
    grid-template-rows: auto minmax(7em, 1fr) auto;
  }
  .services ul,
  ol {
    display: grid;
    gap: 12px;
    margin-top: 8px;
  }
  li[part] {
    padding: 14px 16px;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .own {
    margin-block: 8px 4px;
  }
  dl {
    margin-block: 8px;
  }
  dl:last-child {
    margin-bottom: 0;
  }
  .after {
    margin-bottom: 12px;
  }
  .after .button {
    font-size: 1em;
  }
  .there {
    margin-bottom: 12px;
  }
  summary {
    width: fit-content;
    padding-block: 6px;
    color: var(--_primary);
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    display: inline-block;
    margin-inline: 8px 2px;
  }
  summary:hover {
    text-decoration: underline 1px;
    text-underline-offset: 3px;
  }
  .there ul {
    display: grid;
    gap: 8px;
    margin-top: 8px;
    padding: 12px 16px;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .there li + li {
    padding-top: 8px;
    border-top: 1px solid var(--_line);
  }
  .history {
    margin-top: 8px;
    color: var(--_text);
  }
  /* Names in an order of their own, also where the language of the page turns everything. */
  [dir] {
    direction: ltr;
  }
  code {
    font: inherit;
    font-variant-numeric: tabular-nums;
  }
  @media (min-height: 641px) and (min-width: 641px) {
    dialog .history,
    dialog .there ul {
      max-height: 40dvh;
      overflow: auto;
    }
  }
`;
