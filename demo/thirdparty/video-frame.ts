import { escapeHtml } from '@noren/model/pages';

/** The player's frame: a poster and a button, with the player's own cookie. */
export function videoFrame(title: string, cookie: string): Response {
  const name = escapeHtml(title || 'サンプル動画');
  const body = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<link rel="stylesheet" href="/video/player.css">
<body class="player">
<main>
<h1>${name}</h1>
<button type="button" id="play" aria-pressed="false"><svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true"><path d="M7 4.5v15l12.5-7.5z" fill="currentColor"/></svg><span>再生する</span></button>
<p id="state" role="status">サンプル動画プレーヤー</p>
</main>
<script src="/video/player.js"></script>
</body>
</html>`;
  return new Response(body, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'self'; object-src 'none'; base-uri 'none'",
      'Set-Cookie': cookie,
    },
  });
}
