/**
 * The notice as its first frame shows it: colours, layouts and buttons, not on paper, and nothing that can wait. A plain string of
 * its own, because it travels in the first file; the roles are those of `tokens.styles.ts`, which arrive after. A low
 * window is a phone on its side: the notice leaves it half of the screen, as on an upright one. What scrolls fades into
 * the buttons that stick there, so that it is seen to go on, and only while it does.
 *
 * The host has no box: what a page says of all that its body holds (a place, a distance, that it is skipped) is about that. The
 * height is said since Firefox 153 puts what fits its content, as a popover does, far above the screen where the page is written
 * vertically.
 */
export const firstFrame = `:host{all:initial;--_primary:var(--noren-primary,#1d3a5f);--_surface:var(--noren-surface,#fffdf9);--_text:var(--noren-text,#1c2430);font-family:inherit;display:contents;line-height:1.5}
@media(prefers-color-scheme:dark){:host{--_primary:var(--noren-primary,#9dbfe8);--_surface:var(--noren-surface,#171e28);--_text:var(--noren-text,#e9edf2)}}
.panel:lang(ja){line-height:1.7}
*{box-sizing:border-box;margin:0}
.panel{display:flex;font-size:max(16px,.875rem);width:auto;height:auto;inset:auto 24px 24px;z-index:999999999;overflow:hidden;flex-direction:column;border-radius:var(--noren-radius,14px);padding:0;background:var(--_surface);border:1px solid #888;max-height:calc(100svh - 48px);color:var(--_text);position:fixed}
.card{left:auto;width:26em}
.panel+p{clip-path:inset(50%);position:fixed;inset:0}
.panel:before{content:'';background:linear-gradient(90deg,currentColor calc(100% - 2px),#0000 0) 0/33.7%;border-top:5px solid;color:var(--_primary);min-height:9px}
.surface{padding:20px 28px;overflow:auto}
h2{font-size:1.05em}
p{margin:6px 0;max-width:46em}
a{padding:8px 0 14px;display:inline-block;color:var(--_primary)}
.actions{margin-top:10px;gap:10px;display:flex;flex-wrap:wrap}
button{border-radius:10px;padding:8px;text-wrap:balance;color:var(--noren-on-primary,var(--_surface));word-break:auto-phrase;flex:1 0 min(8.5em,45%);border:1.5px solid var(--_primary);min-height:48px;font:inherit;font-weight:600;background:var(--_primary);line-height:1.3}
.quiet{color:var(--_primary);background:none}
@media(min-width:75em){.bar .surface{grid:none/1fr min(40em,60%);gap:4px 40px;display:grid}.bar div:first-child{grid-row:1/3}.bar .actions{padding:0;margin:0;align-self:end}.bar a{place-self:start end}}
@media(max-width:40rem),(max-height:30rem){.panel{max-height:max(50svh,min(15em,100svh - 16px,(30rem - 100vw)*99));width:auto;inset:auto 8px 8px}.surface{padding:14px 16px 0;font-size:max(14px,.875rem)}.actions{padding:16px 16px 14px;bottom:0;gap:8px;margin:0 -16px;background:linear-gradient(#0000,var(--_surface) 14px);position:sticky}}
@media print{.panel{display:none}}`;
