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
  .row {
    padding: 16px 0;
    border-top: 1px solid var(--_line);
    break-inside: avoid;
  }
  ul,
  h3 + .row {
    margin-top: 8px;
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 16px;
    align-items: center;
    justify-items: start;
  }
  .line > * {
    grid-column: 1;
  }
  /* Beside all of the text; where that has little room, beside its title. */
  .line > :is(.control, .pill) {
    grid-area: 1 / 2 / 9;
    place-self: start end;
  }
  .line > .channel {
    grid-column: 1 / 3;
    justify-self: stretch;
    margin-top: 12px;
    padding-block-start: 12px;
    padding-inline-start: 16px;
    border-top: 1px dashed var(--_line);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
  }
  .sunk {
    max-width: none;
    margin-top: 20px;
    padding: 12px 16px 16px;
    /* Seen in forced colours. */
    border: 1px solid transparent;
    border-radius: 10px;
    background: var(--_surface-sunk);
  }
  .sunk p:first-child {
    margin-top: 0;
  }
  .problem {
    justify-self: stretch;
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
  @container (max-width: 32em) {
    .line > :nth-child(n + 3) {
      grid-column: 1 / 3;
    }
    .line > :is(.control, .pill) {
      grid-row: 1;
    }
    .line > .channel {
      padding-inline-start: 0;
    }
  }
  @media print {
    .surface {
      border: 0;
    }
    .control {
      display: grid;
    }
    .switch,
    button {
      display: none;
    }
  }
`;
