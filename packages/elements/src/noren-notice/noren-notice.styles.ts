import { noticeTokens } from '../tokens.styles.ts';

/**
 * What the notice gains once the second file is there: hover, focus ring, contrast. It appears at once: a fade would only
 * delay what must be read, and taking it over must not be seen.
 */
export const rest = `${noticeTokens}
[hidden]{display:none!important}
.panel{box-shadow:var(--_shadow)}
.panel.top{inset-block:24px auto}
dialog::backdrop{background:#0f1722a6}
p{overflow-wrap:anywhere}
.panel:before{forced-color-adjust:none}
button:hover{cursor:pointer;border-color:var(--_primary-hover);background:var(--_primary-hover)}
.quiet:hover{background:var(--_surface-sunk)}
:focus-visible{outline:3px solid var(--_focus);outline-offset:2px}
.surface{overscroll-behavior:contain;outline:0}
dialog.panel{inset:0;margin:auto;height:fit-content;width:min(40em,100vw - 32px);max-width:none;max-height:calc(100svh - 48px);padding:0}
@media(max-width:40rem){.panel.top{inset-block:8px auto}}
@media(max-height:15rem)and (max-width:30rem){.actions{position:static;clip-path:inset(0)}}`;
