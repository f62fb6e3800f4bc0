import type { StrictMarks } from '@noren/core/strict';
import { html, render } from 'lit';

/** The only comment of a template without elements: all that it holds, where no browser fetches it ahead. */
function commentOf({ content }: HTMLTemplateElement): Comment | undefined {
  if (content.firstElementChild) return undefined;
  return [...content.childNodes].find((node) => node instanceof Comment);
}

/**
 * Whether the content is only markup. A script cannot be held to one embed: it sees the whole page, and nothing takes it back. The one of
 * a `srcdoc`, of an address or of an attribute does so as well.
 */
export function isMarkupAlone(template: HTMLTemplateElement): boolean {
  return !/(<|&lt;)script|javascript:|[\s"']on[a-z]+\s*=/i.test(template.innerHTML);
}

function parsed(text: string): DocumentFragment {
  const made = new DocumentFragment();
  // By Lit's own Trusted Types policy, which takes texts of this shape: a page that names its policies allows each once.
  render(html(Object.assign([text], { raw: [text] })), made);
  return made;
}

/** A copy of what a template holds, which the browser begins to fetch. */
export function copyOf(template: HTMLTemplateElement): DocumentFragment {
  const comment = commentOf(template);
  const copy = comment ? parsed(comment.data) : document.importNode(template.content, true);
  // For those without script: in a template it is markup, and what stands in it would be fetched beside the rest.
  for (const other of copy.querySelectorAll('noscript')) other.remove();
  return copy;
}

/**
 * Gives a copy that has come the addresses that strict mode holds, which knows of no yes to one content, and lets it keep them wherever the
 * page moves it, and while a parser at work has what comes looked at once more.
 */
export function letGo(copy: readonly ChildNode[]): void {
  for (const node of copy)
    if (node instanceof Element) for (const element of [node, ...node.querySelectorAll('*')]) giveBack(element);
}

function giveBack(element: Element): void {
  const { attributes } = element;
  (element as StrictMarks).noren = 1;
  for (const { name, value } of [...attributes]) {
    const [, own] = /^data-noren-(src|srcset|href|data)$/.exec(name) ?? [];
    // A frame would run `javascript:`.
    const isHosts = /^https?:$/.test(Object.assign(document.createElement('a'), { href: value }).protocol);
    if (!own || !isHosts) continue;
    attributes.removeNamedItem(name);
    // Set as an attribute it would be held again.
    attributes.setNamedItem(Object.assign(document.createAttribute(own), { value }));
  }
}

/** The tag of a frame, read as text: what stands in a comment must not be parsed before it may be fetched. */
const FRAME = /<iframe\b(?:"[^"]*"|'[^']*'|[^'">])*>/i;

/** The title of the frame of the template, empty where it has none. */
export function titleOf(template: HTMLTemplateElement): string {
  const [tag = ''] = FRAME.exec(commentOf(template)?.data ?? '') ?? [];
  const [own = ''] = /\stitle\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/i.exec(tag) ?? [];
  // Alone, on an element that fetches nothing.
  return (
    template.content.querySelector('iframe')?.title || (parsed(`<i${own}>`).firstElementChild as HTMLElement).title
  );
}

/** The place that a frame of the template will take, by its own `width` and `height`, in CSS pixels as HTML counts them. */
export function placeOf(template: HTMLTemplateElement): string {
  const [tag = ''] = FRAME.exec(commentOf(template)?.data ?? template.innerHTML) ?? [];
  const [width, height] = ['width', 'height'].map((side) =>
    Number(RegExp(`\\s${side}\\s*=\\s*["']?\\s*(\\d+)\\s*["'\\s>]`, 'i').exec(tag)?.[1] ?? 0),
  );
  if (width && height) return `:host{max-width:${width}px;aspect-ratio:${width}/${height}}`;
  return height ? `:host{min-height:${height}px}` : '';
}
