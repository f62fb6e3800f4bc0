import { escapeHtml } from '@noren/model/pages';
import type { Received } from './received.ts';

/** What arrived at the stand-in, as a page. */
export function receivedPage(entries: readonly Received[]): string {
  const rows = entries
    .toReversed()
    .map(
      ({ when, site, service, kind, events, method, path }) =>
        `<tr>${[
          when.slice(11, 19),
          site ?? '—',
          service ?? '—',
          kind,
          events.join(', ') || '—',
          `${method} ${path.slice(0, 90)}`,
        ]
          .map((cell) => `<td>${escapeHtml(cell)}</td>`)
          .join('')}</tr>`,
    );
  return `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>送信先の代役に届いたもの</title>
<link rel="stylesheet" href="/video/player.css">
<body class="received">
<main>
<h1>送信先の代役に届いたもの</h1>
<p>このデモでは、広告や計測の会社の役を、このサーバーがまとめて演じています。新しい順に並べています。</p>
${
  rows.length === 0
    ? '<p>まだ何も届いていません。</p>'
    : `<table>
<thead><tr>${['時刻（UTC）', 'どのサイトから', 'サービス', '種類', '内容', '宛先'].map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table>`
}
</main>
</body>
</html>`;
}
