import { escapeHtml } from '@noren/model/pages';
import type { Message } from './mailbox.ts';
import { headerOf } from './one-click.ts';
import { type Language, WORDS } from './words.ts';

const FIELDS = ['List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Help', 'List-Id'] as const;

/** The unsubscribe control that a mail client shows beside a mail whose header fields offer one click; else nothing. */
export function unsubscribeControl(language: Language, message: Message, action: string, sender: string): string {
  if (message.oneClick === undefined) return '';
  const words = WORDS[language];
  const { clicked } = message;
  const isDone = clicked !== undefined && clicked.status >= 200 && clicked.status < 300;
  const outcome = clicked
    ? `<p role="status"><b>${isDone ? words.unsubscribed : words.notUnsubscribed}</b> ${words.answered(clicked.status, clicked.tookMs)} <a href="${sender}/">${words.toSender}</a></p>`
    : `<p class="small">${words.unsubscribeTold}</p>`;
  return `<form class="stop" method="post" action="${action}">
${isDone ? '' : `<button class="button quiet">${words.unsubscribe}</button>`}
${outcome}
<details><summary>${words.headers}</summary><dl>${FIELDS.map((name) => field(name, headerOf(message.email, name))).join('')}</dl></details>
</form>`;
}

/** A header field, with the token of an address shortened in the eye only. */
function field(name: string, value: string | undefined): string {
  if (value === undefined) return '';
  const shown = value.replace(/(\/unsubscribe\/[\w-]{12})[^>]+/, '$1…');
  return `<div><dt>${name}</dt><dd><code>${escapeHtml(shown)}</code></dd></div>`;
}
