import { css } from 'lit';

/** A switch, and the pill that stands where there is none. */
export const switchControl = css`
  .own {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 16px;
  }
  .control {
    display: grid;
    justify-items: end;
    gap: 4px;
    min-width: 52px;
  }
  .pill {
    padding: 2px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: 99px;
  }
  .switch {
    appearance: none;
    position: relative;
    width: 52px;
    height: 30px;
    border: 2px solid var(--_line-strong);
    border-radius: 15px;
    cursor: pointer;
    transition: background 160ms;
  }
  .switch::before {
    content: '';
    position: absolute;
    inset: -9px -6px;
  }
  .switch::after {
    content: '';
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: 4px;
    width: 18px;
    height: 18px;
    border-radius: 50%;
    background: var(--_line-strong);
    transition: translate 160ms;
    forced-color-adjust: none;
  }
  .switch:checked {
    border-color: var(--_primary);
    background: var(--_primary);
  }
  .switch:checked::after {
    translate: calc(22px * var(--_flip, 1));
    background: var(--_on-primary);
  }
  .switch:disabled {
    border-style: dashed;
    cursor: not-allowed;
  }
  @media print {
    .control,
    .own {
      display: none;
    }
  }
`;
