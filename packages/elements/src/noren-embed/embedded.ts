import { html, render } from 'lit';

/** The only comment of a template without elements: all that it holds, where no browser fetches it ahead. */
function commentOf({ content }: HTMLTemplateElement): Comment | undefined {
  if (content.firstElementChild) return undefined;
  return [...content.childNodes].find((node) => node instanceof Comment);
}

/**
 * Whether the content is only markup. A script cannot be held to one embed: it sees the whole page, and nothing takes it back.
 */
export function isMarkupAlone(template: HTMLTemplateElement): boolean {
  return !/<script/i.test(template.innerHTML);
}

/** A copy of what a template holds, which the browser begins to fetch. */
export function copyOf(template: HTMLTemplateElement): DocumentFragment {
  const comment = commentOf(template);
  if (!comment) return document.importNode(template.content, true);
  const copy = new DocumentFragment();
  // By Lit's own Trusted Types policy, which takes texts of this shape: a page that names its policies allows each once.
  render(html(Object.assign([comment.data], { raw: [comment.data] })), copy);
  return copy;
}

/** The place that a frame of the template will take, by its own `width` and `height`, in CSS pixels as HTML counts them. */
export function placeOf({ content }: HTMLTemplateElement): string {
  const frame = content.querySelector('iframe');
  const [width, height] = ['width', 'height'].map((side) => {
    const text = frame?.getAttribute(side)?.trim() ?? '';
    return /^\d+$/.test(text) ? Number(text) : 0;
  });
  if (width && height) return `:host{max-width:${width}px;aspect-ratio:${width}/${height}}`;
  return height ? `:host{min-height:${height}px}` : '';
}
