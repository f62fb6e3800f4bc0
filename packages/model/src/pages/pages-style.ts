/** The stylesheet of the pages: calm, legible at 320 px without any operation, and on paper. */
export const pagesStyle = `:root{color-scheme:light dark;--paper:#fffdf9;--ink:#1c2430;--quiet:#566070;--line:#e0dacc;--sunk:#f5f2ea;--accent:#1d3a5f;--mark:#e7f0e6;--gone:#f7e6e0}
@media(prefers-color-scheme:dark){:root{--paper:#171e28;--ink:#e9edf2;--quiet:#a3aebb;--line:#2b3542;--sunk:#10161e;--accent:#9dbfe8;--mark:#1e3329;--gone:#3a2420}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.8 "Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic UI",Meiryo,system-ui,sans-serif;overflow-wrap:anywhere}
:lang(en){line-height:1.6}
:lang(ja){word-break:auto-phrase}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 clamp(16px,4vw,40px)}
header{display:flex;flex-wrap:wrap;gap:4px 24px;justify-content:space-between;align-items:center;padding-top:20px;padding-bottom:12px;border-bottom:5px solid var(--accent)}
header p{margin:0;font-weight:600}
main{padding-top:28px;padding-bottom:40px}
h1{margin:0 0 12px;font-size:clamp(1.5rem,4vw,2rem);line-height:1.4;text-wrap:balance}
h2{margin:40px 0 8px;font-size:1.25rem;line-height:1.5}
h3{margin:24px 0 4px;font-size:1rem}
p,ul{margin:8px 0;max-width:52em}
ul{padding-inline-start:1.4em}
a{color:var(--accent);text-underline-offset:3px;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
header a,footer a,footer span,summary{display:inline-block;padding:4px 0}
small,.edition,.mode,.fact{color:var(--quiet)}
small{font-size:.875rem;font-weight:400}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
table{position:relative;width:100%;margin:16px 0;border-collapse:collapse;border-top:1px solid var(--line)}
th,td{padding:14px 12px;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
thead th{padding-block:8px;background:var(--sunk);color:var(--quiet);font-size:.875rem;font-weight:600;white-space:nowrap}
tbody th{font-weight:400}
td p:first-child,td ul:first-child{margin-top:0}
td p,td ul,th ul{margin:4px 0}
td ul,th ul{padding:0;list-style:none}
td li,th li{padding-inline-start:.9em;text-indent:-.9em}
td li::before,th li::before{content:"– ";color:var(--quiet)}
:lang(ja) td li::before,:lang(ja) th li::before{content:"・"}
.fact{font-size:.875rem}
.fact::after{content:":"}
:lang(ja) .fact::after,:lang(zh) .fact::after{content:"："}
p.fact.fact::after{content:""}
code{font:inherit;font-variant-numeric:tabular-nums}
tr:target{background:var(--sunk)}
tbody th{width:22%}
.register td:nth-child(3){width:28%}
.notice{margin:24px 0;padding:4px 20px 16px;border:1px solid var(--line);border-inline-start:5px solid var(--accent);border-radius:14px;background:var(--sunk)}
.notice h2{margin-top:16px}
p.notice{padding:12px 20px}
ins{padding:2px 4px;background:var(--mark);text-decoration:underline 2px}
del{padding:2px 4px;background:var(--gone)}
details{margin:8px 0;padding:8px 16px;border:1px solid var(--line);border-radius:14px}
footer{padding-top:20px;padding-bottom:40px;border-top:1px solid var(--line)}
footer ul{display:flex;flex-wrap:wrap;gap:4px 24px;max-width:none;padding:0;list-style:none}
@media(max-width:52rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,tbody th,td{display:block;width:auto!important}
tr{padding:14px 0;border-bottom:1px solid var(--line)}
tbody th,td{padding:4px 0;border:0}
tbody th b{font-size:1.0625rem}
td::before{content:attr(data-head);display:block;margin-top:8px;color:var(--quiet);font-size:.875rem;font-weight:600}
}
@media(forced-colors:active){thead th,tr:target,.notice{forced-color-adjust:auto}}
@media print{:root{--paper:#fff;--ink:#000;--quiet:#333;--line:#999;--sunk:#fff;--accent:#000}
body{font-size:10pt;line-height:1.5}header nav,footer{display:none}tr,.notice{break-inside:avoid}thead{display:table-header-group}h2,h3{break-after:avoid}
a[rel]::after{content:" (" attr(href) ")";font-size:.875em}details{border:0;padding:0}details::details-content{content-visibility:visible;height:auto}}
`;
