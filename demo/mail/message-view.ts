import { LINK_PARAMETER } from '@noren/model';
import { escapeHtml } from '@noren/model/pages';
import type { Letter } from './letter.ts';
import type { CampaignNumbers } from './link-issuer.ts';
import { longDate } from './mail-date.ts';
import type { Message } from './mailbox.ts';
import { unsubscribeControl } from './unsubscribe-control.ts';
import { type Language, WORDS } from './words.ts';

/** What a mail is shown from. */
export interface MessageView {
  readonly language: Language;
  readonly message: Message;
  /** Path of the mailbox. */
  readonly root: string;
  readonly numbers: CampaignNumbers | undefined;
  /** Origin of the sending system. */
  readonly sender: string;
}

/** A mail that is open: its head, what its link is, and itself. */
export function messageView({ language, message, root, numbers, sender }: MessageView): string {
  const words = WORDS[language];
  const { id, letter, language: own, email, receivedAt } = message;
  const to = email.to?.[0];
  return `<article class="reading">
<p class="back"><a href="${root}">${words.back}</a></p>
<h1 lang="${own}">${escapeHtml(email.subject ?? '')}</h1>
<dl class="head">
<div><dt>${words.from}</dt><dd lang="${own}">${person(email.from)}</dd></div>
<div><dt>${words.to}</dt><dd lang="${own}">${person(to)}</dd></div>
<div><dt>${words.at}</dt><dd><time datetime="${receivedAt.toISOString()}">${longDate(receivedAt, language)}</time></dd></div>
</dl>
${unsubscribeControl(language, message, `${root}${id}/unsubscribe`, sender)}
${letter ? linkFacts(language, message, letter, numbers) : ''}
${body(message, `${root}${id}/part/`)}
<form class="after" method="post" action="${root}send">${letter ? `<button class="button quiet" name="letter" value="${letter.id}">${words.again}</button>` : ''}<a href="${root}${id}/source">${words.source}</a></form>
</article>`;
}

function person(address: Message['email']['from']): string {
  if (!address) return '';
  const name = address.name ? `<b>${escapeHtml(address.name)}</b> ` : '';
  return `${name}<small>${escapeHtml(address.address ?? '')}</small>`;
}

/** The demo's own remark on the link: whether it is personal, what it carries, and what is counted. */
function linkFacts(language: Language, message: Message, letter: Letter, numbers: CampaignNumbers | undefined): string {
  const words = WORDS[language];
  const { url, isPersonal, campaign } = message;
  const [landing = '', token = ''] = url.split(new RegExp(`[#?&]${LINK_PARAMETER}=`));
  const told = isPersonal
    ? words.linkFacts.personal(token.length)
    : letter.class === 'service'
      ? words.linkFacts.service
      : words.linkFacts.wished;
  const facts: [string, string][] = [
    ...(numbers && letter.class !== 'service'
      ? ([
          [words.numbers.campaign, campaign],
          [words.numbers.issued, String(numbers.issued)],
          [words.numbers.counted, String(numbers.counted)],
          [words.numbers.linked, String(numbers.linked)],
        ] as [string, string][])
      : []),
    [words.numbers.beacon, words.beaconNone],
  ];
  return `<section class="link-facts" aria-labelledby="links">
<div class="link-head"><span class="demo-badge">${words.demo}</span><h2 id="links">${words.links}</h2><span class="tag${isPersonal ? '' : ' plain'}">${isPersonal ? words.personal : words.plain}</span></div>
<p class="address"><code>${escapeHtml(landing)}${token && `<wbr><b>#${LINK_PARAMETER}=</b>${escapeHtml(shortened(token))}`}</code></p>
<p>${told}</p>
${isPersonal ? `<p>${words.once}</p>` : ''}
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>
</section>`;
}

/** Enough of a token to tell it from another. */
function shortened(token: string): string {
  return `${token.slice(0, 16)}…${token.slice(-8)}`;
}

function body({ email, language }: Message, parts: string): string {
  // In a shadow root, so that the mail's own style stays in the mail. Scripts are off by the page's policy.
  if (email.html)
    return `<div class="body" lang="${language}"><template shadowrootmode="open">${email.html
      .replaceAll('src="cid:', `src="${parts}`)
      .replaceAll('<a ', '<a target="_blank" rel="noopener noreferrer" ')}</template></div>`;
  return `<div class="body text" lang="${language}">${linkified(email.text ?? '')}</div>`;
}

/** What an address carries for one reader alone. */
const LONG = new RegExp(`(${LINK_PARAMETER}=|noren-mail=|/unsubscribe/|/confirm/)([^?]+)`);

/** A plain text with its addresses as links. What is long and says nothing is shortened, in the eye only. */
function linkified(text: string): string {
  return text
    .trim()
    .split(/(https?:\S+)/)
    .map((piece, at) => {
      if (at % 2 === 0) return escapeHtml(piece);
      const shown = piece.replace(LONG, (_, name, token) => name + shortened(token));
      return `<a href="${escapeHtml(piece)}" target="_blank" rel="noopener noreferrer">${escapeHtml(shown)}</a>`;
    })
    .join('');
}
