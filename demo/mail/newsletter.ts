import { escapeHtml } from '@noren/model/pages';
import type { LetterBody, LetterInput } from './letter.ts';
import { stopHtml, stopText } from './stop-foot.ts';

/** What is said in a newsletter, in one language. */
export interface NewsletterWords {
  /** Who sends it. */
  readonly brand: string;
  readonly accent: string;
  readonly darkAccent: string;
  readonly picture: { readonly cid: string; readonly file: string; readonly alt: string };
  readonly title: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly button: string;
  readonly aboutLink: { readonly personal: string; readonly plain: string };
  readonly sender: string;
}

/** A newsletter in both forms: HTML, and plain text that says the same. */
export function newsletter(words: NewsletterWords, { url, isPersonal, member, stop }: LetterInput): LetterBody {
  const { brand, picture, title, greeting, paragraphs, facts, button, sender } = words;
  const aboutLink = isPersonal ? words.aboutLink.personal : words.aboutLink.plain;
  const text = [
    brand,
    title,
    greeting,
    ...paragraphs,
    facts.map((fact) => fact.join(member.language === 'ja' ? '：' : ': ')).join('\n'),
    `${button}\n${url}`,
    `--\n${aboutLink}\n\n${sender}\n\n${stopText(member.language, stop)}`,
  ].join('\n\n');
  const html = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<style>${style(words)}</style>
</head>
<body>
<div class="sheet">
<p class="name">${escapeHtml(brand)}</p>
<img src="cid:${picture.cid}" width="560" height="280" alt="${escapeHtml(picture.alt)}">
<div class="text">
<h2>${escapeHtml(title)}</h2>
<p>${escapeHtml(greeting)}</p>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
<table role="presentation">${facts
    .map(([name, value]) => `<tr><td class="fact">${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`)
    .join('')}</table>
<p><a class="go" href="${escapeHtml(url)}">${escapeHtml(button)}</a></p>
</div>
<p class="foot">${escapeHtml(aboutLink)}<br>${escapeHtml(sender)}</p>
${stopHtml(member.language, stop)}
</div>
</body>
</html>`;
  return { text, html, pictures: [picture] };
}

function style({ accent, darkAccent }: NewsletterWords): string {
  return `.sheet{max-width:560px;margin:0 auto;border:1px solid #e4dfd4;border-radius:12px;overflow:hidden;background:#fff;color:#1c2430}
.name{margin:0;padding:16px 28px;color:#fff;background:${accent};font-weight:700}
img{display:block;width:100%;height:auto}
.text{padding:28px}
.text p{margin:14px 0 0}
h2{margin:0;font-size:22px;line-height:1.5}
table{width:100%;margin-top:22px;border-collapse:collapse}
td{padding:9px 0;border-top:1px solid #e4dfd4;vertical-align:top}
.fact{width:6.5em;color:#566070}
.go{display:inline-block;margin-top:10px;padding:13px 26px;border-radius:10px;background:${accent};color:#fff;font-weight:600;text-decoration:none}
.foot{margin:0;padding:18px 28px;background:#f7f5f0;color:#566070;font-size:14px}
.foot+.foot{padding-top:0}
.foot a{display:inline-block;margin-inline-end:18px;padding:6px 0;color:inherit}
@media (prefers-color-scheme:dark){.sheet{border-color:#2b3542;background:#181f28;color:#e9edf2}.name,.go{background:${darkAccent};color:#0e1a2a}td{border-color:#2b3542}.fact{color:#a8b3c0}.foot{background:#12181f;color:#a8b3c0}}`;
}
