import type { NorenRequestDetail, NorenState } from '@noren/core';
import type { NoticeWords, RuntimeConfig } from '@noren/model/schema';
import { request } from '../request.ts';
import { firstFrame } from './first-frame.styles.ts';

/** Draws the notice into a host; see {@link drawNotice}. */
export type DrawNotice = typeof drawNotice;

/**
 * Draws the notice into a host element: visible and working in its first frame, whatever else has arrived. Text stays
 * text. Its buttons request, as every element does.
 * @param box the element that it stands in: a section, or a dialog, which blocks the page
 */
export function drawNotice(
  host: HTMLElement,
  config: RuntimeConfig,
  { language }: Pick<NorenState, 'language'>,
  box = 'section',
): void {
  const words = noticeWords(config, language);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(firstFrame);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;

  const put = (parent: ParentNode, tag: string, attributes: Record<string, string>, text = ''): HTMLElement => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name] ?? '');
    element.textContent = text;
    parent.append(element);
    return element;
  };
  // A labelled section is a region.
  const panel = put(root, box, {
    class: `panel ${config.layout ?? 'bar'}`,
    part: 'panel',
    lang: language,
    'aria-labelledby': 'title',
  });
  put(panel, 'div', { class: 'cloth' });
  const surface = put(panel, 'div', { class: 'surface' });
  const text = put(surface, 'div', {});
  put(text, 'h2', { id: 'title' }, words.title);
  put(text, 'p', {}, words.body);
  const actions = put(surface, 'div', { class: 'actions' });
  const button = (action: NorenRequestDetail['action'], label: string | undefined, look = ''): void => {
    if (!label) return;
    put(actions, 'button', { class: look, part: 'button' }, label).onclick = () =>
      request(host, { action, surface: action === 'show' ? 'preferences' : 'notice' });
  };
  if (config.purposes.some(({ mode }) => mode.startsWith('opt'))) {
    button('accept-all', words.acceptAll);
    button('reject-all', words.rejectAll);
  }
  button('show', words.settings, 'quiet');
  button('acknowledge', words.acknowledge, 'quiet');
  put(surface, 'a', { href: config.registerUrl }, words.register);
  // A live region, outside the panel so that it speaks after the panel has gone. It tells of what changes while it is in
  // the page, so what can be chosen comes a moment later, once and politely. A dialog is announced by its focus.
  const status = put(root, 'p', { role: 'status', lang: language });
  if (box === 'section') setTimeout(() => status.append(spokenWords(root)), 99);
}

/** What the notice is about and what can be chosen, as one line. */
export function spokenWords(panel: ParentNode): string {
  return [...panel.querySelectorAll('h2,button')].map(({ textContent }) => textContent).join(' / ');
}

/** The notice's words in a language, else in the first one: a notice in another language is better than none. */
export function noticeWords({ notice }: RuntimeConfig, language: string): Partial<NoticeWords> {
  return notice[language] ?? (Object.values(notice)[0] as NoticeWords);
}
