import { css } from 'lit';
import { surface } from '../surface.styles.ts';
import { switchControl } from '../switch-control.styles.ts';

export const styles = css`
  ${surface}
  ${switchControl}
  :host {
    display: block;
  }
  .surface {
    overflow: clip;
  }
  .surface > * {
    --_side: 28px;
  }
  .head,
  .find,
  .about,
  .none,
  .own,
  .row > .remark,
  summary,
  .rest {
    padding: 14px var(--_side);
  }
  .head {
    display: grid;
    gap: 8px;
    padding-block: 20px;
  }
  h2 {
    font-size: 1.375em;
  }
  h3 {
    font-size: 1.125em;
  }
  .changes {
    padding: 12px 16px;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .changes ul {
    padding-inline-start: 1.2em;
    list-style: disc;
  }

  .find {
    display: grid;
    grid-template-columns: 3fr 2fr;
    gap: 12px 20px;
  }
  .find > .check,
  #found {
    grid-column: 1 / -1;
  }
  .find label {
    align-self: end;
    font-size: max(14px, 0.875em);
  }
  [type='search'],
  select {
    width: 100%;
    min-height: 44px;
    margin-top: 4px;
    padding: 6px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: 10px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .check input {
    flex: none;
    width: 24px;
    height: 24px;
    accent-color: var(--_primary);
  }

  .find,
  .purpose,
  .history {
    border-top: 1px solid var(--_line-strong);
  }
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 20px;
    align-items: center;
    padding-top: 24px;
  }
  .about > * {
    grid-column: 1;
  }
  .about > .control {
    grid-area: 1 / 2 / span 2;
  }
  .none {
    padding-block: 0 20px;
  }

  /* No list items: browsers count those anew for each that is hidden. */
  .row:not([hidden]) {
    display: block;
  }
  .row {
    position: relative;
    scroll-margin-block: 16px;
    border-top: 1px solid var(--_line);
  }
  .many .row {
    content-visibility: auto;
    contain-intrinsic-size: auto 230px;
  }
  summary {
    display: grid;
    grid-template: auto 1fr / 5fr 7fr 7fr 12px;
    gap: 8px 24px;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover,
  .rest {
    background: var(--_surface-sunk);
  }
  summary:focus-visible {
    outline-offset: -3px;
  }
  summary::after {
    grid-area: 1 / -2;
    margin-top: 6px;
  }
  /* Names in an order of their own, also where the language of the page turns everything. */
  [dir] {
    direction: ltr;
  }
  .who > .small,
  .term {
    display: block;
  }
  .badge {
    display: inline-block;
    padding: 0 10px;
    border: 1px solid;
    border-radius: 99px;
    color: var(--_primary);
  }
  /* The switch stands beside what opens. */
  .choices summary {
    padding-inline-end: calc(var(--_side) + 84px);
  }
  .own {
    position: absolute;
    inset: 0 auto auto;
    inset-inline-end: 0;
  }
  .rest > * + * {
    margin-top: 8px;
  }
  .history > summary {
    grid-template: auto / 1fr 12px;
  }

  @container (min-width: 721px) {
    /* The two purposes stand below one another. */
    .who,
    .who + .what {
      grid-row: span 2;
    }
    .what:last-child {
      grid-area: 2 / 3;
    }
    .own > label {
      position: absolute;
      opacity: 0;
      pointer-events: none;
    }
  }
  @container (max-width: 720px) {
    .surface > * {
      --_side: 16px;
    }
    .find {
      grid-template-columns: 100%;
    }
    .about > .control {
      grid-row: 1;
    }
    .about > div,
    .what {
      grid-column: 1 / -1;
    }
    .row summary {
      grid-template: auto / minmax(0, 1fr) 12px;
      padding-inline-end: var(--_side);
    }
    .own {
      position: static;
      padding-top: 0;
    }
    [open] + .own {
      padding-top: 14px;
    }
  }

  @media print {
    .find,
    [part='permalink'],
    summary::after {
      display: none;
    }
    /* What was filtered away is on paper too: a list with gaps would say what is not true. */
    .purpose,
    .surface .row,
    ::details-content {
      display: block;
      content-visibility: visible;
    }
    .row,
    .about {
      break-inside: avoid;
    }
    .about {
      break-after: avoid;
    }
    .surface {
      border: 0;
    }
  }
`;
