import { css } from 'lit';
import { surface } from '../surface.styles.ts';
import { switchControl } from '../switch-control.styles.ts';

/** What the mail preferences need beside the surface that they stand on. */
export const styles = css`
  ${surface}
  ${switchControl}
  :host {
    display: block;
  }
  .surface {
    padding: 20px clamp(16px, 4cqi, 32px) 24px;
  }
  h2 {
    font-size: 1.375em;
  }
  h3 {
    margin-top: 32px;
    font-size: 1.125em;
  }
  h4 {
    font-size: 1.0625em;
  }
  p {
    max-width: 46em;
    margin-top: 6px;
  }
  ul {
    margin-top: 8px;
  }
  .row {
    padding: 16px 0;
    border-top: 1px solid var(--_line);
    break-inside: avoid;
  }
  .line {
    display: flex;
    justify-content: space-between;
    align-items: start;
    gap: 8px 16px;
    max-width: none;
  }
  .line > :first-child {
    flex: 1;
  }
  .control,
  .pill {
    flex: none;
  }
  .channel {
    margin-top: 10px;
    padding: 10px 0 0 16px;
    border-inline-start: 3px solid var(--_line);
  }
  .channel + .channel {
    margin-top: 0;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
  }
  p.line {
    align-items: center;
    flex-wrap: wrap;
  }
  select {
    min-height: 44px;
    max-width: 100%;
    padding: 4px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: 10px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .sunk,
  .problem {
    margin-top: 20px;
    padding: 12px 16px 16px;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .sunk p:first-child,
  .problem p:first-child {
    margin-top: 0;
  }
  .problem {
    margin-top: 12px;
    border-inline-start: 5px solid var(--_warn);
  }
  .problem li {
    list-style: inside disc;
  }
  .links {
    gap: 8px 12px;
    margin-top: 12px;
  }
  .sender {
    margin-top: 24px;
  }
  @media print {
    .surface {
      border: 0;
    }
    .control {
      display: grid;
    }
    .switch,
    button,
    select {
      display: none;
    }
  }
`;
