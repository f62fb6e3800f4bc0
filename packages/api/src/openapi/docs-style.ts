/** The documentation page's whole appearance: system fonts, light and dark, readable at 320 px and on paper. */
export const docsStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #14171c);
  --panel: light-dark(#ffffff, #1b1f26);
  --ink: light-dark(#1d232b, #e7e9ec);
  --quiet: light-dark(#58616d, #a3acb8);
  --line: light-dark(#dcdad3, #323842);
  --indigo: light-dark(#274a78, #9cc0f2);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, "Hiragino Sans", "Noto Sans JP", sans-serif; overflow-wrap: break-word; }
.page { max-width: 72rem; margin: 0 auto; padding: 2.5rem 1.25rem 6rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.375rem; margin: 3.5rem 0 1rem; padding-bottom: .375rem; border-bottom: 2px solid var(--indigo); }
h3 { font-size: 1.125rem; margin: 0; }
h4 { font-size: .875rem; margin: 1.5rem 0 .5rem; color: var(--quiet); }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--indigo); text-underline-offset: .2em; }
a:focus-visible { outline: 3px solid var(--indigo); outline-offset: 2px; border-radius: 2px; }
code { font: .9em ui-monospace, "Cascadia Code", Menlo, monospace; }
nav ul { columns: 18rem; padding: 0; margin: 1rem 0 0; list-style: none; }
nav li { padding: .125rem 0; break-inside: avoid; }
article { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem; margin: 1rem 0; }
.address { display: flex; flex-wrap: wrap; gap: .25rem .625rem; align-items: baseline; margin: .375rem 0; }
.address code { min-width: 0; overflow-wrap: anywhere; }
.method { font-weight: 700; color: var(--indigo); }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 3px solid var(--indigo); }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: start; vertical-align: top; padding: .4375rem .75rem .4375rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 400; white-space: nowrap; }
.quiet { color: var(--quiet); }
.skip { position: absolute; inset-inline-start: -100rem; }
.skip:focus { inset-inline-start: 1rem; }
@media (width < 30rem) { .page { padding-inline: .75rem; } article { padding: 1rem .75rem; } }
@media print { nav { display: none; } article { break-inside: avoid; } }
`;
