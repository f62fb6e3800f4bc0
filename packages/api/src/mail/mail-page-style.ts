import { pagesStyle } from '@noren/model/pages';
import type { Call, Context } from '../context.ts';
import { cacheable } from '../http/respond.ts';

/** What the pages behind a mail's links have beside the style of all pages: one narrow card, and buttons that a thumb finds. */
const OWN = `
header,main,footer{max-width:42rem}
main{padding-top:36px}
.lead{font-size:1.125rem;font-weight:600}
.told{margin:16px 0;padding:16px 20px;border:1px solid var(--line);border-inline-start:5px solid var(--accent);border-radius:6px 14px 14px 6px;background:var(--mark);font-weight:600}
form{margin:24px 0}
.acts{display:flex;flex-wrap:wrap;gap:12px}
button{min-height:48px;padding:10px 24px;border:1px solid var(--accent);border-radius:14px;background:var(--accent);color:var(--paper);font:inherit;font-weight:600;cursor:pointer}
button.quiet{background:transparent;color:var(--accent)}
button:hover{text-decoration:underline;text-underline-offset:3px}
.undo{padding-top:16px;border-top:1px solid var(--line)}
.undo p{margin:0 0 12px;color:var(--quiet)}
ul.topics{padding:0;list-style:none}
ul.topics li{margin:12px 0;padding:14px 18px;border:1px solid var(--line);border-radius:14px}
ul.topics p{margin:4px 0 0}
footer{padding-top:16px;padding-bottom:32px;border-top:1px solid var(--line)}
@media(max-width:30rem){.acts button,.undo button{width:100%}}
@media(forced-colors:active){button,.told{border-color:currentColor}}
`;

const style = pagesStyle + OWN;

/** `GET /v1/mail/pages.css`: the stylesheet of these pages. */
export async function getMailPageStyle(_context: Context, { request }: Call): Promise<Response> {
  return cacheable(request, style, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=300',
  });
}
