import { escapeHtml } from '@noren/model/pages';
import { mailClass } from '@noren/model/schema';
import { testMembers } from '../group/test-members.ts';
import { pageHead } from '../server/page-head.ts';
import { shortDate } from './mail-date.ts';
import type { Mailbox, Message } from './mailbox.ts';
import { type Language, WORDS } from './words.ts';

/** What a page of the webmail is made from. */
export interface Frame {
  readonly language: Language;
  readonly box: Mailbox;
  readonly messages: readonly Message[];
  /** The mail that is open. */
  readonly current: Message | undefined;
  /** Address of the guide to the demo. */
  readonly guide: string;
  readonly path: string;
}

/** A page of the webmail: mailboxes, the list, and what is read. `main` is HTML. */
export function framePage(frame: Frame & { readonly title: string; readonly main: string }): string {
  const { language, box, messages, current, guide, path, title, main } = frame;
  const words = WORDS[language];
  const prefix = language === 'en' ? '/en' : '';
  const other = words.other.language === 'en' ? `/en${path}` : path.replace(/^\/en/, '');
  const heading = current ? 'h2' : 'h1';
  const unread = messages.filter(({ isRead }) => !isRead).length;
  return `${pageHead(language, `${escapeHtml(title)} | ${words.brand}`, ['mail', 'mail-reading'])}
<body class="mail${current ? ' open' : ''}">
<nav class="skip" aria-label="${words.skip}"><a href="#main">${words.skip}</a></nav>
<aside class="demo-strip" aria-label="${words.demo}"><p><span class="demo-badge">${words.demo}</span>${words.demoTold} <a href="${guide}">${words.guide}</a></p></aside>
<header class="mail-header">
<a class="brand" href="${prefix}/${box.member.id}/"><svg class="envelope" viewBox="0 0 64 48" fill="none" stroke="currentColor" stroke-width="4" stroke-linejoin="round" aria-hidden="true"><rect x="2" y="2" width="60" height="44" rx="6"/><path d="m4 6 28 23L60 6"/></svg><b>${words.brand}</b></a>
<a href="${other}" hreflang="${words.other.language}" lang="${words.other.language}">${words.other.label}</a>
</header>
<div class="panes">
<nav class="side" aria-label="${words.mailboxes}">
<ul class="boxes">
${testMembers.map((member) => mailboxLink(prefix, member, member === box.member)).join('\n')}
</ul>
</nav>
<section class="inbox" aria-labelledby="inbox">
<div class="inbox-head"><${heading} id="inbox">${words.inbox}</${heading}><p class="small">${words.count(unread)}</p></div>
<ul>
${messages.map((message) => row(frame, message, prefix)).join('\n')}
</ul>
</section>
${sendForm(language, box, prefix)}
<main id="main">
${main}
</main>
</div>
</body>
</html>`;
}

function mailboxLink(
  prefix: string,
  { id, name, company, language }: (typeof testMembers)[number],
  here: boolean,
): string {
  return `<li><a href="${prefix}/${id}/"${here ? ' aria-current="page"' : ''}><span class="initial" aria-hidden="true">${escapeHtml([...name][0] ?? '')}</span><span lang="${language}"><b>${escapeHtml(name)}</b><small>${escapeHtml(company)}</small></span></a></li>`;
}

function sendForm(language: Language, box: Mailbox, prefix: string): string {
  const words = WORDS[language];
  const buttons = mailClass.options.map((kind) => {
    const newest = box.letters.findLast((letter) => letter.class === kind);
    return `<button class="button quiet" name="letter" value="${newest?.id}">${words.classes[kind]}</button>`;
  });
  return `<form class="send" method="post" action="${prefix}/${box.member.id}/send" aria-labelledby="send">
<h2 id="send">${words.send}</h2>
<p class="small">${words.sendTold}</p>
<p class="send-buttons">${buttons.join('')}</p>
</form>`;
}

function row({ language, box, current }: Frame, message: Message, prefix: string): string {
  const words = WORDS[language];
  const { id, letter, language: own, email, receivedAt, isPersonal, isRead } = message;
  const state = `${message === current ? ' aria-current="page"' : ''}${isRead ? '' : ' class="unread"'}`;
  return `<li><a href="${prefix}/${box.member.id}/${id}/"${state}>
<span class="sender" lang="${own}">${isRead ? '' : `<span class="dot"><span>${words.unread}</span></span>`}${escapeHtml(email.from?.name ?? '')}</span><time datetime="${receivedAt.toISOString()}">${shortDate(receivedAt, language)}</time>
<span class="subject" lang="${own}">${escapeHtml(email.subject ?? '')}</span>
<span class="tags"><span class="tag plain">${letter ? words.classes[letter.class] : words.confirmation}</span>${letter ? `<span class="tag${isPersonal ? '' : ' plain'}">${isPersonal ? words.personal : words.plain}</span>` : ''}</span></a></li>`;
}
