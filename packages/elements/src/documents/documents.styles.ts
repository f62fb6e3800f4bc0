import { css } from 'lit';

/** What documents share: calm text, a frame around what is announced, marks for what came and went. */
export const styles = css`
  :host {
    display: block;
  }
  /* Paper of its own: a page that is always white stays legible where the reader prefers dark. */
  div[lang],
  article {
    padding: 20px clamp(16px, 3vw, 32px) 28px;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }
  section + section {
    margin-top: 40px;
  }
  h2 {
    font-size: 1.5em;
    line-height: 1.4;
  }
  h3 {
    margin-top: 28px;
    font-size: 1.125em;
    line-height: 1.5;
  }
  h4 {
    margin-top: 16px;
    font-size: 1em;
  }
  p,
  ul {
    max-width: 46em;
    margin-top: 8px;
  }
  ul {
    padding-inline-start: 1.4em;
  }
  small,
  .remark,
  dt {
    color: var(--_text-quiet);
    font-size: max(14px, 0.875em);
    font-weight: 400;
  }
  .notice {
    margin-top: 24px;
    padding: 4px 20px 20px;
    border: 1px solid var(--_line);
    border-inline-start: 5px solid var(--_primary);
    border-radius: var(--_radius);
    background: var(--_surface-sunk);
  }
  .notice h3 {
    margin-top: 16px;
  }
  ins,
  del {
    padding: 2px 4px;
    text-decoration-thickness: 2px;
  }
  ins {
    color: var(--_ok);
  }
  del {
    color: var(--_warn);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(7em, max-content) minmax(0, 1fr);
    gap: 2px 16px;
    margin-top: 4px;
  }
  dd ul {
    margin: 0;
  }
  @media (max-width: 40rem) {
    dl {
      grid-template-columns: 100%;
    }
    dd {
      margin-bottom: 8px;
    }
  }
  @media print {
    .notice,
    li {
      break-inside: avoid;
    }
    .compare {
      display: none;
    }
  }
`;
