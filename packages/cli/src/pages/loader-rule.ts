import { addressIn, pickLanguage } from '@noren/model';
import { shortened } from '../printable.ts';
import { fetchedBy, isProgram } from './fetched-by.ts';
import { isNorenScript, isStrictScript, isStrictSnippet, norenScriptOf } from './noren-script.ts';
import { findingAt, type PageFinding, type PageRule, TRANSMISSION } from './page-rule.ts';
import type { Page, PageElement } from './parse-page.ts';
import type { Site } from './site.ts';

const CODES = 'docs/page-api.md, errors';

/**
 * A page that loads noren.js: whether it does so once, early, for this site and, where mails lead to it, by the head snippet, and
 * whether the register can be reached without script.
 */
export const loaderRule: PageRule = (page, site) => {
  const loader = norenScriptOf(page);
  if (!loader) return [];
  const before = page.elements.find(
    (element) =>
      element.offset < loader.offset &&
      isProgram(element) &&
      element.gates.length === 0 &&
      !element.inTemplate &&
      fetchedBy(element, site.base).some(({ url }) => !site.ownHosts.has(url.hostname)),
  );
  const { registerUrl, languages } = site.config;
  const own = languageOf(page, site);
  const links = languages.map((language) => addressIn(registerUrl, language, languages));
  const found = links.filter((url) => isLinked(page, site, url));
  const wanted = own === undefined ? (found[0] ?? links[0]) : addressIn(registerUrl, own, languages);
  const [, ...again] = page.elements.filter((element) => isNorenScript(element) && !element.inTemplate);
  return [
    ...page.elements.filter(isNorenScript).flatMap((element) => [...tag(element, site), ...strictTag(element, page)]),
    ...again.map((element) =>
      findingAt(
        element,
        'error',
        'loaded-twice',
        '',
        `remove it: line ${page.positionOf(loader).line} loads Noren`,
        CODES,
      ),
    ),
    ...(before
      ? [
          findingAt(
            loader,
            'warning',
            'loader-late',
            'src',
            `put it before ${shortened(before.markup, 60)} of line ${page.positionOf(before).line}: what runs first cannot be held`,
          ),
        ]
      : []),
    // A plain tag comes when it comes: whoever runs before it reads the token in the address.
    ...(site.config.personalUrls && loader.attributes.has('src') && !page.elements.some(isStrictSnippet)
      ? [
          findingAt(
            loader,
            'warning',
            'link-without-head-snippet',
            'src',
            'bring it by the head snippet: only that takes personalised links out of the address before others read them',
            'docs/personal-urls.md',
          ),
        ]
      : []),
    // A file of nothing else is to be pasted into pages, as `noren check --write` leaves it among them.
    ...((wanted !== undefined && found.includes(wanted)) ||
    page.elements.every((element) => isNorenScript(element) || isStrictSnippet(element))
      ? []
      : [
          findingAt(
            loader,
            'warning',
            found.length > 0 ? 'register-of-another-language' : 'no-register-link',
            '',
            found.length > 0
              ? `<a href="${wanted}" data-noren-show="preferences">: ${found[0]} is not in "${own}", the language of this page`
              : `add <a href="${wanted}" data-noren-show="preferences">: without script it is the only way to the register`,
            TRANSMISSION,
          ),
        ]),
  ];
};

/** The language of the site that Noren speaks on a page; where the page does not say, that is the reader's affair. */
function languageOf(page: Page, { config: { language, languages } }: Site): string | undefined {
  const said = language ?? page.elements.find(({ name }) => name === 'html')?.attributes.get('lang');
  return said ? pickLanguage(languages, [said]) : undefined;
}

function isLinked(page: Page, { base, config }: Site, url: string): boolean {
  const register = new URL(url, base);
  return page.elements.some(({ name, attributes, inTemplate }) => {
    const href = attributes.get('href')?.trim() ?? '';
    if ((name !== 'a' && name !== 'area') || inTemplate || !URL.canParse(href, base.href)) return false;
    const { origin, pathname } = new URL(href, base);
    return pathname === register.pathname && (origin === register.origin || config.origins.includes(origin));
  });
}

function tag(element: PageElement, { config }: Site): PageFinding[] {
  const named = element.attributes.get('data-site');
  return [
    ...(named && named !== config.site
      ? [
          findingAt(
            element,
            'error',
            'config-of-another-site',
            'data-site',
            `data-site="${config.site}", as in the config: for another site it does nothing`,
            CODES,
          ),
        ]
      : []),
    ...(element.attributes.get('type')?.trim().toLowerCase() === 'module'
      ? [
          findingAt(
            element,
            'error',
            'loader-as-module',
            'type',
            'leave type out: a module is not told which tag it is, so it finds neither its files nor data-site',
          ),
        ]
      : []),
  ];
}

const STRICT = 'docs/strict.md';

/** Strict mode is a file of its own, and works only where nothing of the page has run before it. */
function strictTag(element: PageElement, page: Page): PageFinding[] {
  const { attributes, offset } = element;
  const said = attributes.get('data-strict');
  if (!isStrictScript(element)) {
    const fix = 'src="…/noren-strict.js", without async and first in the head: noren.js has no strict mode';
    return said === undefined
      ? []
      : [findingAt(element, 'error', 'strict-without-its-file', 'data-strict', fix, STRICT)];
  }
  const late = ['async', 'defer'].filter((name) => attributes.has(name));
  const before = page.elements.find((other) => other.offset < offset && isProgram(other) && !isStrictSnippet(other));
  return [
    ...late.map((name) =>
      findingAt(
        element,
        'error',
        'strict-not-at-once',
        name,
        `leave ${name} out: what runs before it is not held`,
        STRICT,
      ),
    ),
    ...(said !== undefined && said !== 'report'
      ? [
          findingAt(
            element,
            'error',
            'unknown-strict',
            'data-strict',
            'data-strict="report", or leave it out: then it holds',
            STRICT,
          ),
        ]
      : []),
    ...(before
      ? [
          findingAt(
            element,
            'warning',
            'strict-late',
            'src',
            `put it before ${shortened(before.markup, 60)} of line ${page.positionOf(before).line}: what a script has kept of the browser's own is not held`,
            STRICT,
          ),
        ]
      : []),
  ];
}
