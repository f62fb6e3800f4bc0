import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, parseFragment } from 'parse5';
import { lineIndex, type Position } from '../line-index.ts';

/** Markup that waits for a permission, as its author wrote it. */
export interface Gate {
  readonly purpose: string;
  readonly service: string | undefined;
}

/** An element of a page, with what decides whether the browser acts on it. */
export interface PageElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The gates that it stands behind, outermost first; its own, if it is one itself, is the last. */
  readonly gates: readonly Gate[];
  /** Inside a gating template, and not in a comment there: Firefox fetches it ahead. */
  readonly bare: boolean;
  /** Inside a `<template>`, gated or not: there for scripts to copy. */
  readonly inTemplate: boolean;
  /** Inside `<noscript>`: for those whom nobody can ask. */
  readonly inNoscript: boolean;
  /** Offset of the `<noren-embed>` that it is a child of. */
  readonly embed: number | undefined;
  /** A gating template with a comment that is not all of it: parts of it are never run, or shown as text. */
  readonly torn: boolean;
  /** The start tag as it stands in the file. */
  readonly markup: string;
  /** Where it begins, in characters from the start of the file. */
  readonly offset: number;
  /** The text inside; of scripts only. */
  readonly text: string;
}

/** A page as it stands in its file. */
export interface Page {
  /** In the order of the file. */
  readonly elements: readonly PageElement[];
  positionOf(element: Pick<PageElement, 'offset'>): Position;
}

type Inherited = Pick<PageElement, 'gates' | 'bare' | 'inTemplate' | 'inNoscript' | 'embed'> & {
  /** The frame in whose `srcdoc` it stands. */
  readonly frame?: Pick<PageElement, 'markup' | 'offset'>;
};

const MOST_MARKUP = 300;

/**
 * Reads a page as a browser without script does: what stands in `<noscript>` is markup, and fetched by whoever has no
 * script. A comment that is all of a gating template is read as the markup that it holds.
 */
export function parsePage(text: string): Page {
  const elements: PageElement[] = [];
  const options = { sourceCodeLocationInfo: true, scriptingEnabled: false };

  // Not by recursion: a page may nest deeper than the stack.
  const waiting: (readonly [parent: DefaultTreeAdapterTypes.ParentNode, start: number, inherited: Inherited])[] = [
    [parse(text, options), 0, { gates: [], bare: false, inTemplate: false, inNoscript: false, embed: undefined }],
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [parent, start, inherited] = next;
    for (const node of parent.childNodes) {
      if (!defaultTreeAdapter.isElementNode(node)) continue;
      const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
      // Within a picture or a formula it is a shape of no meaning, and what stands in it is shown and fetched.
      const isOther = node.tagName === 'template' && !isTemplate(node);
      const own = isOther ? undefined : gateOf(node.tagName, attributes);
      const gates = own ? [...inherited.gates, own] : inherited.gates;
      const place = node.sourceCodeLocation?.startTag ?? node.sourceCodeLocation;
      const { frame, ...around } = inherited;
      const stands = place && {
        markup: text.slice(
          start + place.startOffset,
          start + Math.min(place.endOffset, place.startOffset + MOST_MARKUP),
        ),
        offset: start + place.startOffset,
      };
      // An element that the parser added by itself (html, body) stands nowhere in the file.
      if (stands)
        elements.push({
          ...around,
          name: isOther ? 'svg template' : node.tagName,
          attributes,
          gates,
          torn: own !== undefined && isTemplate(node) && isTorn(node),
          ...(frame ?? stands),
          text: node.tagName === 'script' ? textOf(node) : '',
        });
      const inNoscript = inherited.inNoscript || node.tagName === 'noscript';
      const embed = node.tagName === 'noren-embed' && place ? start + place.startOffset : undefined;
      waiting.push([node, start, { ...inherited, gates, inNoscript, embed }]);
      const srcdoc = node.tagName === 'iframe' && attributes.get('srcdoc');
      // A page of its own, which the browser acts on as it does on this one.
      if (srcdoc && stands)
        waiting.push([parse(srcdoc, options), 0, { ...inherited, gates, embed: undefined, frame: frame ?? stands }]);
      if (isTemplate(node) && !frame) {
        // The one kind of template that a browser shows by itself.
        const shown = attributes.has('shadowrootmode') && !own;
        waiting.push(
          inside(node, start, {
            inNoscript,
            gates,
            bare: Boolean(own) || inherited.bare,
            inTemplate: inherited.inTemplate || !shown,
            embed: undefined,
          }),
        );
      }
    }
  }

  function inside(
    { content }: DefaultTreeAdapterTypes.Template,
    start: number,
    inherited: Inherited,
  ): (typeof waiting)[number] {
    const comment = content.childNodes.find((node) => defaultTreeAdapter.isCommentNode(node));
    const place = comment?.sourceCodeLocation;
    if (!inherited.bare || !place || content.childNodes.some((node) => defaultTreeAdapter.isElementNode(node)))
      return [content, start, inherited];
    // From the file, not from the parser: it counts a line end of two characters as one.
    const from = start + place.startOffset + '<!--'.length;
    const to = start + place.endOffset - '-->'.length;
    return [parseFragment(text.slice(from, to), options), from, { ...inherited, bare: false }];
  }

  const at = lineIndex(text);
  return {
    elements: elements.sort((a, b) => a.offset - b.offset),
    positionOf: ({ offset }) => at(offset),
  };
}

/** The two spellings that gate: any other element with `data-noren` is not held by it. */
function gateOf(name: string, attributes: ReadonlyMap<string, string>): Gate | undefined {
  const purpose = attributes.get('data-noren');
  const gates = name === 'template' || (name === 'script' && attributes.get('type')?.toLowerCase() === 'text/plain');
  if (purpose === undefined || !gates) return undefined;
  return { purpose, service: attributes.get('data-noren-service') || undefined };
}

function isTemplate(node: DefaultTreeAdapterTypes.Element): node is DefaultTreeAdapterTypes.Template {
  return node.tagName === 'template' && 'content' in node;
}

// Of several comments a browser would release the first alone. Comments do not nest: the first `-->` ends it, and what
// lacks one ends with the page.
function isTorn({ content: { childNodes } }: DefaultTreeAdapterTypes.Template): boolean {
  const comments = childNodes.filter((node) => defaultTreeAdapter.isCommentNode(node));
  const text = childNodes.map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : '')).join('');
  const hasElements = childNodes.some((node) => defaultTreeAdapter.isElementNode(node));
  const isSplit = comments.length > 1 || text.trim() !== '';
  return (
    comments.some(({ data }) => count(data, /<\/template/gi) > count(data, /<template/gi)) ||
    (comments.length > 0 && (hasElements ? text.includes('-->') : isSplit))
  );
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function textOf(node: DefaultTreeAdapterTypes.Element): string {
  return node.childNodes.map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : '')).join('');
}
