import type { OtherMarkup } from '@noren/model/schema';
import { fetchedBy, isProgram } from './fetched-by.ts';
import { findingAt, type PageRule } from './page-rule.ts';
import type { PageElement } from './parse-page.ts';
import { rowsOf, type Site } from './site.ts';

const HOLDING = ['script', 'iframe', 'img'];

/** How a tool marks an element. */
interface Mark {
  readonly tool: OtherMarkup;
  readonly name: string;
  readonly attribute: string;
  /** Fits the values that hold something. Default: any. */
  readonly value?: RegExp;
  /** Others use the attribute as well, for something else. */
  readonly isCommon?: true;
}

// The same as what noren-take-over.js looks for in a page.
const MARKS: readonly Mark[] = [
  { tool: 'vanilla-cookieconsent', name: 'vanilla-cookieconsent', attribute: 'data-category', isCommon: true },
  { tool: 'vanilla-cookieconsent', name: 'vanilla-cookieconsent', attribute: 'data-cookiecategory', isCommon: true },
  { tool: 'klaro', name: 'Klaro', attribute: 'data-name', isCommon: true },
  // What it is told to leave alone is not held by it.
  { tool: 'cookiebot', name: 'Cookiebot', attribute: 'data-cookieconsent', value: /^(?!\s*ignore\s*$)/i },
  { tool: 'onetrust', name: 'OneTrust', attribute: 'class', value: /(^|\s)optanon-category-\w/ },
];

/**
 * What is marked in the way of a tool that a site had before: it never runs where nobody understands the mark, and runs at once
 * where the mark alone was to hold it.
 */
export const otherMarkupRule: PageRule = ({ elements }, site) => {
  const marked = elements
    .filter(({ name, attributes }) => HOLDING.includes(name) && !attributes.has('data-noren'))
    .map((element) => ({ element, marks: MARKS.filter((mark) => isMarked(element, mark)) }));
  // A script that no browser runs is marked for a tool; with a frame or an image that may be for a gallery.
  const sure = new Set(marked.flatMap(({ element, marks }) => (isPlain(element) ? marks.map(({ tool }) => tool) : [])));
  return marked.flatMap(({ element, marks: all }) => {
    const marks = all.filter(({ tool, isCommon }) => !isCommon || isPlain(element) || isTheirs(element, tool));
    const [mark] = marks;
    if (!mark) return [];
    if (isHeld(element)) {
      const { markup = [] } = site.config.takeOver ?? {};
      return marks.some(({ tool }) => markup.includes(tool)) ? [] : [findingOf(element, mark, neverOf(element, mark))];
    }
    const isRunning = element.gates.length === 0 && (fetchedBy(element, site.base).length > 0 || isProgram(element));
    return isRunning && !mark.isCommon ? [findingOf(element, mark, atOnceOf(element, mark))] : [];
  });

  function isTheirs(element: PageElement, tool: OtherMarkup): boolean {
    return isHeld(element) && (sure.has(tool) || isAskedFor(element, site));
  }
};

const isMarked = ({ attributes }: PageElement, { attribute, value = /^/ }: Mark): boolean =>
  attributes.has(attribute) && value.test(attributes.get(attribute) ?? '');

const isPlain = ({ name, attributes }: PageElement): boolean =>
  name === 'script' && attributes.get('type')?.trim().toLowerCase() === 'text/plain';

/** The address of a frame or an image that its tool would give back. */
const keptIn = ({ attributes }: PageElement): string =>
  attributes.get('data-cookieblock-src') || attributes.get('data-src') || '';

const isHeld = (element: PageElement): boolean =>
  element.name === 'script' ? isPlain(element) : keptIn(element) !== '';

/** Whether its address is of a row that a visitor can refuse. */
function isAskedFor(element: PageElement, site: Site): boolean {
  const address = keptIn(element).trim();
  if (!URL.canParse(address, site.base.href)) return false;
  return rowsOf(site, new URL(address, site.base)).some((row) => site.modeOf(row)?.startsWith('opt-'));
}

const findingOf = (element: PageElement, { attribute }: Mark, fix: string) =>
  findingAt(element, 'warning', 'markup-of-another-tool', attribute, fix, 'docs/coming-from.md, markup');

/** What Noren would hold it by. */
const spelling = (name: string): string =>
  name === 'script'
    ? 'write <script type="text/plain" data-noren="…" …>'
    : 'wrap it: <template data-noren="…"><!-- … --></template>';

const neverOf = ({ name }: PageElement, mark: Mark): string =>
  `it waits for ${mark.name}, without which it ${name === 'script' ? 'never runs' : 'is never shown'}: ${spelling(name)}; or map its categories in "takeOver", with "markup": ["${mark.tool}"]`;

const atOnceOf = ({ name }: PageElement, mark: Mark): string =>
  `its mark for ${mark.name} holds nothing without that tool, and it ${name === 'script' ? 'runs' : 'is fetched'} at once: if it needs a yes, ${spelling(name)}`;
