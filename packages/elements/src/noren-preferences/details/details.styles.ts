import { css } from 'lit';

/** What the details need beside the styles of the preferences. */
export const styles = css`
  h4 {
    font-size: 1em;
    line-height: 1.5;
  }
  ul,
  ol {
    display: grid;
    gap: 12px;
    margin-top: 8px;
    padding: 0;
    list-style: none;
  }
  li {
    padding: 14px 16px;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .own {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 16px;
    margin-block: 8px 4px;
  }
  dl {
    display: grid;
    align-items: baseline;
    grid-template-columns: minmax(7em, max-content) minmax(0, 1fr);
    gap: 4px 16px;
    margin-block: 8px;
  }
  dt {
    color: var(--_text-quiet);
    font-size: max(14px, 0.875em);
  }
  .after {
    margin-bottom: 12px;
  }
  .history {
    margin-top: 8px;
    color: var(--_text);
  }
  code {
    font: inherit;
    font-variant-numeric: tabular-nums;
  }
  @media (min-height: 641px) and (min-width: 641px) {
    dialog .history {
      max-height: 40dvh;
      overflow: auto;
    }
  }
  @container (max-width: 600px) {
    dl {
      grid-template-columns: 100%;
      gap: 0;
    }
    dd {
      margin-bottom: 8px;
    }
  }
`;
