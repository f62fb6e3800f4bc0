import type { OtherMarkup, RuntimeConfig } from '@noren/model/schema';
import { fail } from '../kernel/events-on-window.ts';
import { released } from '../kernel/gate/trusted-types.ts';

/** How a tool marks what waits for it. */
interface Spelling {
  readonly selector: string;
  /** Categories of an element: all of them must be allowed. */
  categories(element: Held): readonly string[];
  /** Service of an element, where the tool asks about each. */
  service?(element: Held): string | undefined;
}

type Held = HTMLScriptElement | HTMLIFrameElement | HTMLImageElement;

const HELD = ':is(script[type="text/plain"],iframe,img):not([data-noren])';

const SPELLINGS: Readonly<Record<OtherMarkup, Spelling>> = {
  // https://cookieconsent.orestbida.com/advanced/manage-scripts.html
  'vanilla-cookieconsent': {
    // Version 2 has the other name.
    selector: ':is([data-category],[data-cookiecategory])',
    // What runs while something is refused is nothing that a yes lets run: no map names it.
    categories: ({ dataset: { category, cookiecategory = '', service } }) => [
      category ?? cookiecategory,
      ...(service?.startsWith('!') ? [service] : []),
    ],
    service: ({ dataset }) => dataset.service,
  },
  // https://klaro.org/docs/getting-started
  klaro: { selector: '[data-name]', categories: ({ dataset }) => [dataset.name ?? ''] },
  // https://support.cookiebot.com/hc/en-us/articles/360021304979-Blocking-cookies
  cookiebot: {
    selector: '[data-cookieconsent]',
    categories: ({ dataset }) => (dataset.cookieconsent ?? '').split(',').map((name) => name.trim()),
  },
  // https://my.onetrust.com/s/article/UUID-518074a1-a6da-81c3-be52-bae7685d9c94
  onetrust: {
    selector: '[class*="optanon-category-"]',
    categories: ({ className }) => /optanon-category-([\w-]+)/.exec(className)?.[1]?.split('-') ?? [],
  },
};

/**
 * Makes Noren's own markup of what another tool's attributes hold back, so that the gate sees to it: a script stays where it
 * is, a frame or an image goes into a template. A category that the config does not name stays closed, and is told once.
 * What the parser still works at goes on growing where it is put, and the gate waits for what follows. Called before the gate
 * is made: whoever observes first is told first, so the gate finds what is written here.
 */
export function understandMarkup({ takeOver }: RuntimeConfig): void {
  const { markup = [], tools = {} } = takeOver ?? {};
  if (!markup.length) return;
  const untold = new Set<string>();

  function purposesOf(tool: OtherMarkup, element: Held): string[] | undefined {
    const map = tools[tool]?.purposes ?? {};
    const categories = SPELLINGS[tool].categories(element);
    const unknown = categories.filter((name) => !Object.hasOwn(map, name));
    for (const name of unknown) {
      const key = `${tool} ${name}`;
      if (!untold.has(key)) fail({ code: 'unknown-category', path: tool, received: name });
      untold.add(key);
    }
    return unknown.length ? undefined : [...new Set(categories.flatMap((name) => map[name] ?? []))];
  }

  function rewrite(element: Held): void {
    const tool = markup.find((one) => element.matches(SPELLINGS[one].selector));
    const isScript = element.localName === 'script';
    const { cookieblockSrc, src = cookieblockSrc, type } = element.dataset;
    // A frame that has its address is on its way already.
    if (!tool || (!isScript && !src)) return;
    const [first, ...more] = purposesOf(tool, element) ?? [];
    if (!first) return;
    const { rows = {} } = tools[tool] ?? {};
    const theirs = SPELLINGS[tool].service?.(element) ?? '';
    const service = Object.hasOwn(rows, theirs) && rows[theirs];
    const mark = (gated: HTMLElement, purpose: string): void => {
      gated.dataset.noren = purpose;
      if (service) gated.dataset.norenService = service;
    };
    if (isScript) {
      if (type) element.dataset.norenType = type;
      if (src && !element.hasAttribute('src')) element.setAttribute('src', released('createScriptURL', src));
    }
    // The innermost is marked by the last purpose, or is the script itself.
    const waiting = isScript ? more : [first, ...more];
    if (isScript) mark(element, first);
    let place: ParentNode | undefined;
    const templates = waiting.map((purpose) => {
      const template = document.createElement('template');
      mark(template, purpose);
      place?.append(template);
      place = template.content;
      return template;
    });
    if (!templates[0]) return;
    element.replaceWith(templates[0]);
    place?.append(isScript ? element : withSource(element, src as string, templates[0].content));
  }

  function look(root: Element): void {
    for (const element of [root, ...root.querySelectorAll(HELD)]) if (element.matches(HELD)) rewrite(element as Held);
  }

  new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) {
      // What was added may have been put into a template meanwhile.
      for (const node of addedNodes) if (node instanceof Element && node.isConnected) look(node);
    }
  }).observe(document, { childList: true, subtree: true });
  look(document.documentElement);
}

/** The same frame or image with its address, made where nothing is fetched. */
function withSource(element: Held, src: string, { ownerDocument }: DocumentFragment): Element {
  const copy = ownerDocument.createElement(element.localName);
  for (const { name, value } of element.attributes) {
    if (!/^(src|data-(cookieblock-)?src)$/.test(name)) copy.setAttribute(name, value);
  }
  copy.setAttribute('src', src);
  return copy;
}
