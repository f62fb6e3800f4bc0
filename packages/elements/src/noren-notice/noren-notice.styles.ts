import { tokens } from '../tokens.styles.ts';

/** Styles of the notice: a plain string, since they travel in the first file. */
export const styles = `${tokens}
:host{all:initial;font-family:inherit;font-size:1rem;line-height:1.5}
:host(:lang(ja)){line-height:1.7;word-break:auto-phrase}
*{box-sizing:border-box;margin:0}
.panel{position:fixed;z-index:2147483647;inset:auto 24px 24px;display:flex;flex-direction:column;max-height:calc(100vh - 48px);max-height:calc(100svh - 48px);max-width:none;padding:0;border:0;background:none;color:var(--_text);border-radius:var(--_radius);box-shadow:var(--_shadow);animation:rise .16s}
.top{inset:24px 24px auto}
.card{left:auto;width:26rem;max-width:calc(100vw - 48px)}
dialog.panel{inset:0;margin:auto;width:40rem;max-width:calc(100vw - 32px)}
dialog::backdrop{background:#0f1722a6}
[hidden]{display:none}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
.cloth{flex:none;height:14px;color:var(--_primary);border-radius:var(--_radius) var(--_radius) 0 0;background:linear-gradient(currentColor 0 0) 0 0/100% 5px,linear-gradient(currentColor 0 0) 0/calc(33.33% - 1px) 100%,linear-gradient(currentColor 0 0) 50%/calc(33.33% - 1px) 100%,linear-gradient(currentColor 0 0) 100%/calc(33.33% - 1px) 100%;background-repeat:no-repeat;forced-color-adjust:none}
.surface{display:grid;grid-template-columns:1fr auto;gap:4px 40px;align-items:center;overflow:auto;overscroll-behavior:contain;padding:20px 28px 22px;background:var(--_surface);border:1px solid var(--_edge);border-top:0;border-radius:0 0 var(--_radius) var(--_radius)}
h2{font-size:1.125rem;line-height:1.5}
p{margin-top:6px;max-width:46em;font-size:.875rem;text-wrap:pretty;overflow-wrap:anywhere}
.more{grid-row:2;font-size:.875rem}
a{color:var(--_primary);text-underline-offset:3px;display:inline-block;padding:4px 0}
.actions{grid-area:1/2/3;display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:10px}
button{min-height:48px;padding:8px 18px;border:1.5px solid var(--_primary);border-radius:10px;background:var(--_primary);color:var(--_on-primary);font:inherit;font-size:.9375rem;font-weight:600;line-height:1.3;cursor:pointer;touch-action:manipulation}
.quiet{background:none;color:var(--_primary)}
button:hover{border-color:var(--_primary-hover);background:var(--_primary-hover)}
.quiet:hover{background:var(--_surface-sunk)}
:focus-visible{outline:3px solid var(--_focus);outline-offset:2px}
[role=status]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:60rem){.surface{grid-template-columns:1fr}.actions{grid-area:3/1;margin-top:10px}}
.card .surface,dialog .surface{grid-template-columns:1fr}.card .actions,dialog .actions{grid-area:3/1;margin-top:10px}
@media(max-width:40rem){.panel:not(dialog){inset-inline:8px;bottom:8px;width:auto;max-width:none;max-height:max(50vh,9rem);max-height:max(50svh,9rem)}.top.panel{top:8px;bottom:auto}
h2{font-size:1rem}.surface{padding:14px 16px 0}.actions.actions{position:sticky;bottom:0;grid-auto-flow:row;grid-template-columns:1fr 1fr;gap:8px;margin:0 -16px;padding:8px 16px 14px;background:var(--_surface)}.quiet{grid-column:1/-1;min-height:44px}button{padding:8px}}
.card .actions{grid-auto-flow:row;grid-template-columns:1fr 1fr}.card .quiet{grid-column:1/-1}
@media(prefers-reduced-motion:reduce){.panel{animation:none}}
@media print{:host{display:none}}`;
