import { css } from 'lit';

/** A surface under its cloth, and what stands in it: texts, facts, links. */
export const surface = css`
  :host([hidden]) {
    display: none !important;
  }
  .frame {
    color: var(--_text);
  }
  /* The cloth: a hem, and three panels with a slit between each. */
  .cloth {
    --_panel: linear-gradient(currentColor 0 0);
    --_third: calc(33.33% - 1px);
    flex: none;
    height: 14px;
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: var(--_panel) 0 0 / 100% 5px, var(--_panel) 0 / var(--_third), var(--_panel) 50% / var(--_third),
      var(--_panel) 100% / var(--_third);
    background-repeat: no-repeat;
    color: var(--_primary);
    forced-color-adjust: none;
  }
  .surface {
    container-type: inline-size;
    border: solid var(--_edge);
    border-width: 0 1px 1px;
    border-radius: 0 0 var(--_radius) var(--_radius);
    background: var(--_surface);
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1.125em;
  }
  h3,
  h4 {
    font-size: 1em;
  }
  h2,
  h3,
  h4 {
    line-height: 1.5;
  }
  .small,
  dt {
    font-size: max(14px, 0.875em);
  }
  .quiet,
  dt {
    color: var(--_text-quiet);
  }
  .warn {
    color: var(--_warn);
  }
  .remark {
    color: var(--_text);
  }
  ul,
  ol {
    padding: 0;
    list-style: none;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(7em, max-content) minmax(0, 1fr);
    gap: 4px 16px;
    align-items: baseline;
  }
  [part='joined'] ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(11em, 100%), 1fr));
    gap: 0 12px;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 20px;
  }
  .links > a {
    padding-block: 4px;
  }
  /* It opens something in place. */
  .more::after,
  summary::after {
    content: '';
    width: 6px;
    height: 6px;
    border: solid;
    border-width: 0 1.5px 1.5px 0;
    translate: 0 -3px;
    rotate: 45deg;
  }
  .more[aria-expanded='true']::after,
  [open] > summary::after {
    translate: 0 0;
    rotate: 225deg;
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
  @media print {
    :host {
      --_surface: #fff;
      --_surface-sunk: #fff;
      --_text: #000;
      --_text-quiet: #000;
      --_line: #999;
      --_line-strong: #000;
      --_primary: #000;
    }
    .cloth {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
