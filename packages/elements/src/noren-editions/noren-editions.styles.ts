import { css } from 'lit';

/** What the history needs beside what all documents share. */
export const styles = css`
  ol {
    display: grid;
    gap: 12px;
    margin-top: 8px;
    padding: 0;
    list-style: none;
  }
  ol > li {
    padding: 14px 16px;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .state {
    color: var(--_primary);
  }
  .compare {
    margin-top: 16px;
  }
  .compare form {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    margin-top: 8px;
  }
  label {
    display: grid;
    gap: 4px;
    color: var(--_text-quiet);
    font-size: max(14px, 0.875em);
  }
  select {
    min-height: 44px;
    padding: 4px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: 10px;
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 16px;
  }
`;
