import { mailSettings } from '@noren/model/mail';
import { escapeHtml } from '@noren/model/pages';
import { entities } from '../group/entities.ts';
import type { TopicId } from '../group/mail-topics.ts';
import { testMembers } from '../group/test-members.ts';
import { WORDS } from '../mail/words.ts';
import { pageHead } from '../server/page-head.ts';
import { sites } from '../sites/all.ts';
import { KINDS, REASONS, SOURCES, STATES } from './sender-words.ts';
import { OPTIONAL, type Outcome, type SendingSystem, type Told } from './sending-system.ts';

const CLOCK = new Intl.DateTimeFormat('ja', { timeStyle: 'medium', timeZone: 'Asia/Tokyo' });
const words = WORDS.ja;
// What is offered is the same on every port.
const PORTAL = sites.portal(0);
/** Of what was told, the newest. */
const SHOWN = 12;

/** The sending system as a page. Parts with `data-live` are read anew whenever something changes. */
export function senderPage(
  system: SendingSystem,
  { mail, guide }: { readonly mail: string; readonly guide: string },
): string {
  return `${pageHead('ja', '配信システムの代役 | Noren のデモ', ['sections', 'mail', 'sender'], 'sender')}
<body class="sending-system">
<nav class="skip" aria-label="${words.skip}"><a href="#main">${words.skip}</a></nav>
<aside class="demo-strip" aria-label="${words.demo}"><p><span class="demo-badge">${words.demo}</span>実際の配信システムの役を演じる、見本のサーバーです。 <a href="${guide}">${words.guide}</a></p></aside>
<header class="mail-header">
<a class="brand" href="/"><svg class="envelope" viewBox="0 0 64 48" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M60 3 4 20l22 8 8 18L60 3zM26 28 60 3"/></svg><b>サンプル配信</b></a>
<a href="${mail}/">会員のメールを見る</a>
</header>
<main id="main">
<section class="title">
<div class="wrap">
<h1>配信システムの代役</h1>
<p>送信のボタンを押すと、まず同意の API へ、いま送ってよい方を尋ねます。答えが「はい」の方にだけ送ります。会員の選択が変わると、署名の付いた知らせ（webhook）がすぐに届きます。</p>
</div>
</section>
<div class="wrap sending">
<div class="topics">
${OPTIONAL.map((topic) => topicCard(system, topic)).join('\n')}
</div>
<section class="told" aria-labelledby="told">
<h2 id="told">届いた知らせ</h2>
<p class="small">新しい順です。どれも、standardwebhooks のライブラリーで署名を確かめました。</p>
<div id="log" data-live>${log(system.told)}</div>
</section>
</div>
</main>
</body>
</html>`;
}

function topicCard(system: SendingSystem, topic: TopicId): string {
  const offered = mailSettings(PORTAL)?.topics.find(({ id }) => id === topic);
  if (!offered) return '';
  const company = entities.find(({ id }) => id === offered.entity)?.name.ja ?? '';
  const title = offered.title.ja ?? topic;
  return `<article class="topic" id="${topic}" aria-labelledby="${topic}-title">
<div class="topic-head">
<span class="tag plain">${words.classes[offered.class]}</span>
<div><h2 id="${topic}-title">${escapeHtml(title)}</h2><p class="small">${escapeHtml(company)}</p></div>
</div>
<div id="${topic}-live" data-live>
<ul class="subscribers">
${testMembers
  .map(({ id, name, language }) => {
    const state = system.stateOf(id, topic);
    return `<li><span class="initial" aria-hidden="true">${escapeHtml([...name][0] ?? '')}</span><b lang="${language}">${escapeHtml(name)}</b><span class="state ${state}">${STATES[state]}</span></li>`;
  })
  .join('\n')}
</ul>
${outcome(system.outcomeOf(topic))}
</div>
<form method="post" action="/send"><button class="button" name="topic" value="${topic}">いま送る<span class="of">（${escapeHtml(title)}）</span></button></form>
</article>`;
}

function outcome(last: Outcome | undefined): string {
  if (!last) return '';
  const left = last.verdicts.filter(({ send }) => !send);
  return `<div class="outcome">
<p><b>${last.verdicts.length - left.length}人に送信、${left.length}人は送信せず</b> <time datetime="${last.at.toISOString()}">${CLOCK.format(last.at)}</time></p>
${left.length > 0 ? `<ul>${left.map(({ member, reason }) => `<li>${nameOf(member)}：${REASONS[reason]} <code>${reason}</code></li>`).join('')}</ul>` : ''}
</div>`;
}

function log(told: readonly Told[]): string {
  if (told.length === 0) return '<p class="small">まだ届いていません。</p>';
  return `<ol>
${told.slice(0, SHOWN).map(entry).join('\n')}
</ol>`;
}

function entry({ id, at, afterMs, data: { member, topic, kind, state, source } }: Told): string {
  const title = PORTAL.mail?.topics.find((one) => one.id === topic)?.title.ja ?? 'メールの全体';
  return `<li>
<p><b>${nameOf(member)}</b> <span class="state ${state}">${KINDS[kind]}</span></p>
<p>${escapeHtml(title)}</p>
<p class="small">${SOURCES[source]}から。${(Math.max(0, afterMs) / 1000).toFixed(1)} 秒後に到着 <time datetime="${at.toISOString()}">${CLOCK.format(at)}</time></p>
<p class="small"><code>${id.slice(-12)}</code></p>
</li>`;
}

function nameOf(member: string): string {
  const known = testMembers.find(({ id }) => id === member);
  return known ? `<span lang="${known.language}">${escapeHtml(known.name)}</span>` : escapeHtml(member);
}
