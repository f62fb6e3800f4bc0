/**
 * The notice as its first frame shows it: colours, layouts and buttons, and nothing that can wait. A plain string of
 * its own, because it travels in the first file; the roles are those of `tokens.styles.ts`, which arrive after.
 */
export const firstFrame = `:host{all:initial;font-size:max(16px,1rem);--_surface:var(--noren-surface,#fffdf9);--_primary:var(--noren-primary,#1d3a5f);font-family:inherit;line-height:1.5;--_text:var(--noren-text,#1c2430)}
@media(prefers-color-scheme:dark){:host{--_surface:var(--noren-surface,#171e28);--_text:var(--noren-text,#e9edf2);--_primary:var(--noren-primary,#9dbfe8)}}
:host(:lang(ja)){line-height:1.7}
*{box-sizing:border-box;margin:0}
.panel{inset:auto 24px 24px;max-height:calc(100svh - 48px);position:fixed;flex-direction:column;z-index:2147483647;display:flex;overflow:hidden;border:1px solid #888;border-radius:var(--noren-radius,14px);background:var(--_surface);color:var(--_text)}
.card{left:auto;width:26em}
[role=status]{position:absolute;clip-path:inset(50%)}
.cloth{min-height:14px;border-top:5px solid;color:var(--_primary);background:linear-gradient(90deg,currentColor calc(100% - 2px),#0000 0) 0/calc(33.4% + 1px)}
.surface{display:grid;gap:4px 40px;align-items:center;overflow:auto;padding:20px 28px 22px}
h2{font-size:1.06em}
p{font-size:.875em;margin-top:6px;max-width:46em}
a{grid-row:2;justify-self:start;padding:4px 0;font-size:.875em;color:var(--_primary)}
.actions{grid-row:3;display:grid;grid-template-columns:1fr 1fr;gap:10px;margin-top:10px}
button{min-height:48px;padding:8px 18px;border:1.5px solid var(--_primary);border-radius:10px;background:var(--_primary);color:var(--noren-on-primary,var(--_surface));font:inherit;font-size:.9375em;font-weight:600;line-height:1.3;text-wrap:balance;cursor:pointer}
.quiet{grid-column:1/-1;background:none;color:var(--_primary)}
@media(min-width:60rem){.bar .surface{grid-template-columns:1fr auto}.bar .actions{grid-area:1/2/3;grid-auto-flow:column;grid-auto-columns:1fr;grid-template-columns:none;margin:0}.bar .quiet{grid-column:auto}}
@media(max-width:40rem){.panel{inset:auto 8px 8px;width:auto;max-height:max(50svh,min(15em,100svh - 16px))}.surface{padding:14px 16px 0}.actions{bottom:0;gap:8px;position:sticky;margin:0 -16px;padding:8px 16px 14px;background:var(--_surface)}button{padding:8px}}`;
