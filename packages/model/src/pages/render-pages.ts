import { HANDLING_NOTICE } from '../document-at.ts';
import { buildDocuments, buildJointUse } from '../publish/build-documents.ts';
import type { PublishedConfig } from '../publish/publish-config.ts';
import { advertisingPage } from './advertising-page.ts';
import { documentPage } from './document-page.ts';
import { html, type Markup, plain, type Said } from './html.ts';
import { jointUsePage, jointUseSection } from './joint-use-page.ts';
import { isRightToLeft, languageName } from './language.ts';
import { pagesStyle } from './pages-style.ts';
import { registerPage } from './register-page.ts';
import { makeView, pageFile, type View } from './view.ts';

/** A file that stands beside the others. */
export interface PageFile {
  /** `register.html`, `register.en.html`, `pages.css`: the first language has none in its name. */
  readonly name: string;
  readonly text: string;
  /**
   * The same for a browser that sends Global Privacy Control (`Sec-GPC: 1`), where that makes a difference. `text` is true
   * of every browser.
   * @see https://www.w3.org/TR/gpc/#the-sec-gpc-header-field-for-http-requests
   */
  readonly textUnderGpc?: string;
}

interface Page {
  readonly name: string;
  readonly title: Said;
  readonly body: Markup;
  readonly bodyUnderGpc?: Markup;
}

/**
 * The register, the advertising opt-outs, the documents and joint use as plain pages, in every language of the site: what
 * the elements show, from the same data and words, legible and printable without script.
 * @param now decides which editions are in force and which are announced
 */
export function renderPages(published: PublishedConfig, now: Date = new Date()): readonly PageFile[] {
  const { languages } = published.config;
  return [
    ...languages.flatMap((language) => {
      const view = makeView(published, language, now);
      const pages = pagesOf(view);
      return pages.map(({ bodyUnderGpc, ...page }) => ({
        name: view.file(page.name),
        text: shell(view, page, pages),
        ...(bodyUnderGpc && { textUnderGpc: shell(view, { ...page, body: bodyUnderGpc }, pages) }),
      }));
    }),
    { name: 'pages.css', text: pagesStyle },
  ];
}

function pagesOf(view: View): Page[] {
  const { config, register, advertising, document } = view;
  const jointUse = buildJointUse(config, view.language);
  const joint = jointUse && jointUseSection(view, jointUse, 3);
  return [
    { name: 'register', title: register('title'), body: registerPage(view) },
    {
      name: 'ad-opt-out',
      title: advertising('title'),
      body: advertisingPage(view),
      bodyUnderGpc: advertisingPage(view, true),
    },
    ...buildDocuments(config, view.language).map((shown) => ({
      name: shown.id === HANDLING_NOTICE ? shown.id : `document-${shown.id}`,
      title: view.told(shown.title),
      body: documentPage(view, shown, joint && shown.id === HANDLING_NOTICE ? { 'joint-use': joint } : {}),
    })),
    ...(jointUse ? [{ name: 'joint-use', title: document('jointUse'), body: jointUsePage(view, jointUse) }] : []),
  ];
}

function shell(
  { config, language, text, document, register, file, link }: View,
  page: Page,
  pages: readonly Page[],
): string {
  const first = config.languages[0] ?? language;
  const others = config.languages.filter((one) => one !== language);
  return html`<!doctype html>
<html lang="${language}"${isRightToLeft(language) && html` dir="rtl"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plain(page.title)} | ${plain(text(config.name))}</title>
<link rel="stylesheet" href="pages.css">
${others.map(
  (one) => html`<link rel="alternate" hreflang="${one}" href="${pageFile(page.name, one, first)}">
`,
)}</head>
<body>
<header><p><a href="${link('/')}">${text(config.name)}</a></p>${
    others.length > 0 &&
    html`<nav aria-label="${register('otherLanguages')}">${others.map(
      (one) =>
        html`<a href="${pageFile(page.name, one, first)}" hreflang="${one}" lang="${one}">${languageName(one)}</a> `,
    )}</nav>`
  }</header>
<main>
${page.body}
</main>
<footer><nav aria-label="${document('all')}"><ul>${pages.map(
    ({ name, title }) =>
      html`<li>${name === page.name ? html`<span aria-current="page">${title}</span>` : html`<a href="${file(name)}">${title}</a>`}</li>`,
  )}</ul></nav></footer>
</body>
</html>
`.text;
}
