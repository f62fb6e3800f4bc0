import { css } from 'lit';
import { surface } from '../surface.styles.ts';

/** Whatever is shown: the place that the page or the frame gives it. */
export const place = css`
  :host {
    position: relative;
    display: grid;
    box-sizing: border-box;
    /* By its height, its width would grow too. */
    width: 100%;
    min-width: 0;
  }
  :host([hidden]) {
    display: none !important;
  }
`;

/** The content itself looks as the page wants it; a frame fills its place unless the page says otherwise. */
export const content = css`
  ::slotted(iframe) {
    display: block;
    width: 100%;
    height: 100%;
    border: 0;
  }
`;

/** What stands in the place of the content. It grows where its words need more than the content does. */
export const styles = css`
  ${surface}
  /* Neither it nor the panel is a grid: each one more around those within doubles the work of a browser that asks a container for its
     width, up to seconds. */
  .place {
    container-type: inline-size;
    position: relative;
    display: flex;
    justify-content: center;
    /* Not hidden: that would let it be cut off where it is to grow. */
    overflow: clip;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  .place:focus-visible {
    outline-offset: -4px;
  }
  .poster ::slotted(*) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .panel {
    position: relative;
    align-self: center;
    width: min(100%, 52em);
    padding: 16px 20px;
  }
  .panel > * + * {
    margin-top: 8px;
  }
  .poster .panel {
    flex: 1;
    align-self: end;
    width: auto;
    margin: 8px;
    border-radius: calc(var(--_radius) - 4px);
    background: var(--_surface);
  }
  .title {
    font-size: 1.0625em;
    font-weight: 700;
    line-height: 1.5;
  }
  dl {
    grid-template-columns: minmax(6.5em, max-content) minmax(0, 1fr);
    gap: 2px 12px;
    line-height: 1.6;
  }
  /* One column of words for all of them. */
  dl > div {
    display: contents;
  }
  dd {
    margin: 0;
  }
  .actions {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15em, 100%), 1fr));
    gap: 8px 12px;
  }
  .panel > .actions {
    margin-top: 12px;
  }
  /* Two beside each other are equally high, however long the words of one are. */
  .actions > div {
    display: grid;
    grid-row: span 2;
    grid-template-rows: subgrid;
    row-gap: 4px;
  }
  .button {
    width: 100%;
    min-height: 44px;
    text-wrap: balance;
  }
  .actions .quiet {
    line-height: 1.5;
  }
  @container (max-width: 30em) {
    .poster .panel {
      margin-top: 96px;
    }
    .panel {
      padding: 12px 14px;
    }
    .panel > * + * {
      margin-top: 6px;
    }
    dl {
      grid-template-columns: 100%;
    }
    dl > div {
      display: block;
    }
    dt,
    dd {
      display: inline;
    }
    dt {
      margin-inline-end: 0.6em;
    }
  }
  @container (max-width: 16em) {
    .button {
      padding-inline: 6px;
    }
    .panel {
      padding-inline: 10px;
    }
    .poster .panel {
      margin-inline: 4px;
    }
  }
  @media print {
    .actions,
    [part='settings'],
    slot {
      display: none;
    }
    .out > a::after {
      content: ' (' attr(href) ')';
    }
    .place .panel {
      margin: 0;
    }
  }
`;
