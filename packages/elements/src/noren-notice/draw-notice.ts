import type { NorenRequestDetail, NorenState } from '@noren/core';
import type { NoticeWords, RuntimeConfig } from '@noren/model/schema';
import { request } from '../request.ts';
import { firstFrame } from './first-frame.styles.ts';

/** Draws the notice into a host; see {@link drawNotice}. */
export type DrawNotice = typeof drawNotice;

/** What a notice is drawn into. */
export interface NoticeHost extends HTMLElement {
  /** Says something politely; without words, what the notice is about and what can be chosen, as one sentence. */
  say?: (words?: string) => void;
}

/**
 * Draws the notice into a host element, first in the page where that is not in it yet, so that it is the first thing a
 * keyboard and a screen reader reach: visible and working in its first frame, whatever else has arrived. Text stays
 * text. Its buttons request, as every element does.
 * @param box the element that it stands in: a section, or a dialog, which blocks the page
 */
export function drawNotice(
  host: NoticeHost,
  config: RuntimeConfig,
  { language }: Pick<NorenState, 'language'>,
  box = 'section',
): void {
  // A notice in another language is better than none.
  const words = config.notice[language] ?? (Object.values(config.notice)[0] as NoticeWords);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(firstFrame);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;

  const panel = put(root, box, {
    className: `panel ${config.layout ?? 'bar'}`,
    part: 'panel',
    lang: language,
    popover: 'manual',
    // A labelled section is a region.
    ariaLabel: words.title,
  });
  // Firefox lets the keyboard stop at what scrolls. From the buttons in it the arrow keys scroll it too.
  const surface = put(panel, 'div', { className: 'surface', tabIndex: -1 });
  const text = put(surface, 'div', {});
  const title = put(text, 'h2', { textContent: words.title });
  put(text, 'p', { textContent: words.body });
  const actions = put(surface, 'div', { className: 'actions' });
  const button = (action: NorenRequestDetail['action'], textContent: string | undefined, className = ''): void => {
    if (!textContent) return;
    const onclick = (): void => request(host, { action });
    put(actions, 'button', { className, textContent, onclick, part: 'button' });
  };
  button('accept-all', words.acceptAll);
  button('reject-all', words.rejectAll);
  button('show', words.settings, 'quiet');
  button('acknowledge', words.acknowledge, 'quiet');
  put(surface, 'a', { href: config.registerUrl, textContent: words.register });
  // A live region, outside the panel so that it speaks after the panel has gone. It tells of what changes while it is in
  // the page, so what can be chosen comes a moment later, once and politely. A dialog is announced by its focus.
  const status = put(root, 'p', { role: 'status', lang: language });
  // Not what is laid out of the buttons: that would have to be laid out for it.
  host.say = (
    words = `${title.textContent}: ${[...actions.children].flatMap((it) => ((it as HTMLElement).hidden ? [] : it.textContent)).join(', ')}.`,
  ) => status.replaceChildren(words);
  if (!host.isConnected) document.body.prepend(host);
  if (box !== 'section') return;
  setTimeout(host.say, 99);
  // A body that is transformed, filtered or animated would be the screen to what is fixed in it, but not to what is above
  // the page. A dialog that the page has open stays above the notice, which could not be pressed there. It is raised before
  // the frame is laid out: once it is, raising it has what is fixed laid out and styled again, and the page painted later.
  // https://html.spec.whatwg.org/multipage/popover.html
  requestAnimationFrame(() => {
    // Gone already from a page that replaces its body.
    if (panel.isConnected) document.querySelector(':modal') ?? panel.togglePopover?.(true);
  });
}

/** Puts a new element into another. */
export function put(parent: ParentNode, tag: string, properties: Readonly<Record<string, unknown>>): HTMLElement {
  return parent.appendChild(Object.assign(document.createElement(tag), properties));
}
