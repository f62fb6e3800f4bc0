import { css } from 'lit';

/** What the details need beside the styles of the preferences. */
export const styles = css`
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
    dialog .history {
      max-height: 40dvh;
      overflow: auto;
    }
  }
`;
