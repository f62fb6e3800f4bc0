export { advertisingDirectory } from './advertising-page.ts';
export { escapeHtml, html, Markup } from './html.ts';
export { isRightToLeft, languageName } from './language.ts';
export { pagesStyle } from './pages-style.ts';
export { registerTables } from './register-page.ts';
export { type PageFile, renderPages } from './render-pages.ts';
export { makeView, type View } from './view.ts';
