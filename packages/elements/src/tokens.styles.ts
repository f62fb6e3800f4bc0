/**
 * Colours, corner, shadow and focus ring of every element, as private properties `--_<role>`. Plain strings, because the
 * notice, which arrives first, carries those that it needs.
 *
 * Each private role reads its public one, `--noren-<role>`, and falls back to Noren's own value, so a site may set
 * `--noren-primary` on `:root` for all elements or on one element alone. Styles use `var(--_primary)`, never the
 * public name. In forced colours the system's colours stand in place of both,
 * and buttons keep theirs: the backplate that browsers draw behind text would hide text of a light colour.
 */
export const noticeTokens = `:host{color-scheme:light dark;
--_surface:var(--noren-surface,#fffdf9);--_surface-sunk:var(--noren-surface-sunk,#f5f2ea);
--_text:var(--noren-text,#1c2430);
--_primary:var(--noren-primary,#1d3a5f);--_primary-hover:var(--noren-primary-hover,#2b4f7d);
--_focus:var(--noren-focus,#2f6fb5);--_shadow:var(--noren-shadow,0 1px 2px #1c24300f,0 12px 32px #1c243024)}
@media(prefers-color-scheme:dark){:host{
--_surface:var(--noren-surface,#171e28);--_surface-sunk:var(--noren-surface-sunk,#10161e);
--_text:var(--noren-text,#e9edf2);
--_primary:var(--noren-primary,#9dbfe8);--_primary-hover:var(--noren-primary-hover,#b9d3f1);
--_focus:var(--noren-focus,#9dc4ff);--_shadow:var(--noren-shadow,0 12px 40px #00000080)}}
@media(forced-colors:active){:host{
--_surface:Canvas;--_surface-sunk:Canvas;--_text:CanvasText;--_primary:ButtonText;--_primary-hover:ButtonText;
--_focus:Highlight;--_shadow:none}button{forced-color-adjust:none}}`;

/** All of them, for every other element. */
export const tokens = `${noticeTokens}
:host{--_text-quiet:var(--noren-text-quiet,#566070);
--_line:var(--noren-line,#e0dacc);--_line-strong:var(--noren-line-strong,#7d776a);--_edge:var(--noren-edge,#9a9383);
--_on-primary:var(--noren-on-primary,#fff);--_warn:var(--noren-warn,#a8402a);--_ok:var(--noren-ok,#2e6b4f);
--_radius:var(--noren-radius,14px)}
@media(prefers-color-scheme:dark){:host{--_text-quiet:var(--noren-text-quiet,#a3aebb);
--_line:var(--noren-line,#2b3542);--_line-strong:var(--noren-line-strong,#7b8897);--_edge:var(--noren-edge,#55616f);
--_on-primary:var(--noren-on-primary,#0e1a2a);--_warn:var(--noren-warn,#f0a08c);--_ok:var(--noren-ok,#8fd0af)}}
@media(prefers-contrast:more){:host{--_text-quiet:var(--_text);--_line:var(--_line-strong);--_edge:var(--_text)}}
@media(forced-colors:active){:host{--_text-quiet:CanvasText;
--_line:CanvasText;--_line-strong:ButtonText;--_edge:CanvasText;
--_on-primary:ButtonFace;--_warn:CanvasText;--_ok:CanvasText}}`;
