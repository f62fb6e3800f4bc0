import { css } from 'lit';
import { surface } from '../surface.styles.ts';
import { switchControl } from '../switch-control.styles.ts';

/** What the directory needs beside the surface that it stands on. */
export const styles = css`
  ${surface}
  ${switchControl}
  :host {
    display: block;
  }
  .surface {
    padding: 20px clamp(16px, 3vw, 28px) 28px;
  }
  h2 {
    font-size: 1.375em;
  }
  h3 {
    margin-top: 32px;
    font-size: 1.125em;
  }
  p {
    max-width: 46em;
    margin-top: 8px;
  }
  .switches {
    display: grid;
    gap: 8px;
    margin-top: 16px;
    padding: 14px 16px;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .coming {
    padding: 10px 16px;
    border-inline-start: 5px solid var(--_primary);
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .own,
  .all {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 16px;
    margin-top: 8px;
  }
  .all {
    margin: 0;
  }
  ul {
    margin-top: 12px;
  }
  .row {
    padding: 18px 0;
    border-top: 1px solid var(--_line);
    break-inside: avoid;
  }
  .visited {
    color: var(--_ok);
  }
  @media print {
    .surface {
      border-width: 1px;
      border-radius: var(--_radius);
    }
    .switches,
    .own {
      display: none;
    }
  }
`;
