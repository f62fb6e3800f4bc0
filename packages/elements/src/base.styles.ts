import { css, unsafeCSS } from 'lit';
import { tokens } from './tokens.styles.ts';

/** What every element shares: isolation from the page, the site's own font, text, buttons, links and focus. */
export const base = css`
  :host {
    all: initial;
    font-family: inherit;
  }
  ${unsafeCSS(tokens)}
  /* What the element shows, in its language. A page's rule for everything (text of 10 px) is about the host too, and
     stronger there than what the element says; it ends here. */
  :where([lang]) {
    all: initial;
    display: block;
    direction: ltr;
    color-scheme: inherit;
    /* Back to what the attribute says: by it a browser knows the phrases of Japanese, and which face its signs have. */
    -webkit-locale: revert-layer;
    font-family: inherit;
    /* Many sites set the root to 62.5 %; text stays readable there and still follows a reader who enlarges it. */
    font-size: max(16px, 1rem);
    line-height: 1.5;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    min-width: 0;
  }
  :lang(ar),
  :lang(he),
  :lang(yi),
  :lang(fa),
  :lang(ur),
  :lang(ps),
  :lang(ckb) {
    --_flip: -1;
    direction: rtl;
  }
  :lang(ja) {
    line-height: 1.7;
    word-break: auto-phrase;
  }
  p,
  h2,
  h3,
  h4,
  dd {
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  a,
  button {
    touch-action: manipulation;
  }
  a,
  .link {
    color: var(--_primary);
    text-decoration: underline 1px;
    text-underline-offset: 3px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .link {
    padding: 4px 0;
    border: 0;
    background: none;
    text-align: start;
  }
  [part='link'] > [aria-hidden] {
    display: inline-block;
    padding: 0 4px;
    scale: var(--_flip, 1) 1;
  }
  .link:hover,
  a:hover {
    text-decoration-thickness: 2px;
  }
  .button {
    min-height: 48px;
    padding: 8px 16px;
    border: 1.5px solid var(--_primary);
    border-radius: 10px;
    background: var(--_primary);
    color: var(--_on-primary);
    font-size: 0.9375em;
    font-weight: 600;
    line-height: 1.3;
  }
  .button:hover {
    border-color: var(--_primary-hover);
    background: var(--_primary-hover);
  }
  .button.light {
    min-height: 44px;
    background: transparent;
    color: var(--_primary);
  }
  .button.light:hover {
    background: var(--_surface-sunk);
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  [hidden] {
    display: none;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
