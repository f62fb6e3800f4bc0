/**
 * The notice as its first frame shows it: colours, layouts and buttons, and nothing that can wait. A plain string of
 * its own, because it travels in the first file; the roles are those of `tokens.styles.ts`, which arrive after. A low
 * window is a phone on its side: the notice leaves it half of the screen, as on an upright one.
 */
export const firstFrame = `:host{all:initial;position:absolute;--_primary:var(--noren-primary,#1d3a5f);--_text:var(--noren-text,#1c2430);--_surface:var(--noren-surface,#fffdf9);font-family:inherit;line-height:1.5}
@media(prefers-color-scheme:dark){:host{--_text:var(--noren-text,#e9edf2);--_primary:var(--noren-primary,#9dbfe8);--_surface:var(--noren-surface,#171e28)}}
:host(:lang(ja)){line-height:1.7}
*{box-sizing:border-box;margin:0}
.panel{container-type:inline-size;font-size:max(16px,1rem);inset:auto 24px 24px;max-height:calc(100svh - 48px);overflow:hidden;z-index:2147483647;position:fixed;flex-direction:column;display:flex;border:1px solid #888;border-radius:var(--noren-radius,14px);background:var(--_surface);color:var(--_text)}
.card{width:26em;left:auto}
.panel+p{position:absolute;clip-path:inset(50%)}
.cloth{min-height:14px;border-top:5px solid;color:var(--_primary);background:linear-gradient(90deg,currentColor calc(100% - 2px),#0000 0) 0/calc(33.4% + 1px)}
.surface{padding:20px 28px 14px;overflow:auto}
h2{font-size:1.06em}
p{font-size:.875em;margin:6px 0;max-width:46em}
a{padding:8px 0 14px;font-size:.875em;display:inline-block;color:var(--_primary)}
.actions{margin-top:10px;gap:10px;flex-wrap:wrap;display:flex}
button{flex:1 0 min(8.5em,45%);border:1.5px solid var(--_primary);background:var(--_primary);border-radius:10px;color:var(--noren-on-primary,var(--_surface));padding:8px 18px;font:inherit;font-size:.9375em;min-height:48px;font-weight:600;line-height:1.3;text-wrap:balance;cursor:pointer}
.quiet{background:none;color:var(--_primary)}
@container(min-width:64em){.bar .surface{grid:none/1fr 40em;gap:4px 40px;display:grid}.bar div:first-child{grid-row:1/3}.bar .actions{margin:0;padding:0;align-self:end}.bar a{place-self:start end}}
@media(max-width:40rem),(max-height:30rem){.panel{width:auto;max-height:max(50svh,min(15em,100svh - 16px));inset:auto 8px 8px}.surface{padding:14px 16px 0}.actions{bottom:0;padding:8px 16px 14px;gap:8px;margin:0 -16px;background:var(--_surface);position:sticky}button{padding:8px}}
@media(min-width:30rem)and (max-height:30rem){.panel{max-height:50svh}}`;
