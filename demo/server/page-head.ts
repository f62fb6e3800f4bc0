/** How a page that the demo makes by itself begins, up to its body. */
export function pageHead(language: string, title: string, styles: readonly string[], script?: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
${['site', ...styles].map((name) => `<link rel="stylesheet" href="/assets/${name}.css">\n`).join('')}${
  script === undefined ? '' : `<script type="module" src="/assets/${script}.js"></script>\n`
}<title>${title}</title>
</head>`;
}
