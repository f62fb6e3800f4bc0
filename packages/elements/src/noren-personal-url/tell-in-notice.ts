import { LINK_TOLD } from '@noren/core';
import { put } from '../noren-notice/draw-notice.ts';
import type { CardView } from './card-view.ts';

// The notice has none of these itself: it comes in the first file.
const STYLE = `[part=personal-url]{font-size:.875em;margin:8px 0 10px;max-width:46em;padding-inline-start:14px;border-inline-start:3px solid var(--_primary)}
summary{cursor:pointer;color:var(--_primary);display:list-item;list-style:inside disclosure-closed;padding:8px 0;text-decoration:underline;text-underline-offset:3px;width:fit-content}
[open]>summary{list-style-type:disclosure-open}
dl{margin:0 0 4px}dt{font-weight:600}dd{margin:0 0 6px}ul{margin:0;padding-inline-start:1.3em}`;
let sheet: CSSStyleSheet | undefined;

/**
 * Says in the notice that its yes counts for the link too that the visitor came by, and what is joined then: one question at a
 * time, and on a first visit both are answered in one surface.
 * @returns takes it out again; `undefined` where there is no notice to say it in
 */
export function tellInNotice({ link, say }: CardView): (() => void) | undefined {
  const root = document.querySelector('noren-notice')?.shadowRoot;
  const title = root?.querySelector('h2');
  if (!root || !title) return undefined;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  // First: a phone shows only the beginning of a notice.
  const place = document.createElement('div');
  place.setAttribute('part', 'personal-url');
  title.after(place);
  put(place, 'div', { textContent: say('inNotice', buttonsOf(root)) });
  const details = put(place, 'details', {});
  put(details, 'summary', { textContent: say('details') });
  const list = put(details, 'dl', {});
  put(list, 'dt', { textContent: say('joined') });
  const items = put(put(list, 'dd', {}), 'ul', {});
  for (const item of link.joined) put(items, 'li', { textContent: item });
  put(list, 'dt', { textContent: say('keptFor') });
  put(list, 'dd', { textContent: link.keptFor });
  dispatchEvent(new Event(LINK_TOLD));
  return () => place.remove();
}

/** What the notice calls its yes and the way to the settings: another notice has other words. */
export function buttonsOf(root: ParentNode | null | undefined): Record<'button' | 'settings', string> {
  const named = (selector: string): string => root?.querySelector(`.actions ${selector}`)?.textContent ?? '';
  return { button: named('button'), settings: named('.quiet') };
}
