import { addressIn } from '@noren/model';
import { html, isRightToLeft } from '@noren/model/pages';
import type { MailView } from './mail-page.ts';

/** A mail as nodemailer takes it. */
export interface ConfirmationMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The mail that asks whether its reader wants what was asked for: plain text and HTML, with nothing that is loaded and nothing
 * that recognises anybody. It advertises nothing, so nobody can be sent advertising by typing their address.
 * @param until milliseconds since 1970
 */
export function confirmationMail(
  { shown, settings, site, language, word }: MailView,
  topics: readonly string[],
  { address, url, until }: { readonly address: string; readonly url: string; readonly until: string },
): ConfirmationMail {
  const { sender } = shown.wording;
  const wanted = shown.wording.topics.filter(({ id }) => topics.includes(id));
  const contact = addressIn(settings.sender.contact, language, site.published.config.languages);
  const ask = word('mailAsk', { time: until });
  const text = [
    word('mailIntro'),
    wanted.map(({ title, company, description }) => `- ${title} (${company})\n  ${description}`).join('\n'),
    `${ask}\n${url}`,
    word('mailIgnore'),
    word('mailStop'),
    `-- \n${sender.name}\n${sender.address}\n${word('contact')}: ${contact}`,
  ].join('\n\n');
  const page = html`<!doctype html>
<html lang="${language}"${isRightToLeft(language) && html` dir="rtl"`}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${word('confirmTitle')}</title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.7 sans-serif"><div style="max-width:560px;margin:0 auto">
<p>${word('mailIntro')}</p>
<ul>${wanted.map(({ title, company, description }) => html`<li><strong>${title}</strong> (${company})<br>${description}</li>`)}</ul>
<p>${ask}</p>
<p><a href="${url}" style="display:inline-block;padding:12px 24px;border-radius:14px;background:#1d3a5f;color:#ffffff;font-weight:bold;text-decoration:none">${word('mailButton')}</a></p>
<p style="word-break:break-all"><small>${url}</small></p>
<p>${word('mailIgnore')}</p>
<p>${word('mailStop')}</p>
<hr style="border:0;border-top:1px solid #e0dacc">
<p><small>${sender.name}<br>${sender.address}<br><a href="${contact}">${word('contact')}</a></small></p>
</div></body></html>
`;
  return {
    from: { name: sender.name, address: settings.sender.from },
    to: { name: '', address },
    subject: word('mailSubject', { sender: sender.name }),
    text,
    html: page.text,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': language,
    },
  };
}
