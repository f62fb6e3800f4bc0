// npm run bench:gate [-- --rounds 7]: what strict mode adds to a call that it looks at and lets through, beside the browser's own in
// the same round, on a page without it; the longest task while 200 gated tags are released, CPU 4×; and how much longer a page takes to
// parse with a thousand tags that wait. Prints each figure beside its target; exits 1 when one falls short.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { publishConfig, renderLoader, renderStrictLoader } from '@noren/model/publish';
import { chromium } from 'playwright';
import { findChromium } from '../../test/browsers.ts';
import { siteConfig } from '../../test/fixtures/site-config.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const rounds = Number(values.rounds);
const DIST = new URL('../../dist/', import.meta.url);
const TAGS = 200;
const CALLS = 2000;

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

const published = await publishConfig(siteConfig, new Date());
const read = (name) => readFileSync(new URL(name, DIST), 'utf8');
const gated = Array.from({ length: TAGS }, (_, at) =>
  at % 2
    ? `<script type="text/plain" data-noren="statistics">window.ran = (window.ran ?? 0) + 1; document.body.dataset.at = ${at}</script>`
    : `<template data-noren="statistics"><!-- <p>${at}</p><script>window.ran = (window.ran ?? 0) + 1</script> --></template>`,
).join('\n');
// Between two tags a script of the page's own: at each the parser stops, and what is new is looked at.
const parsed = `<script>window.began = performance.now()</script>${'<script type="text/plain" data-noren="statistics">window.ran = 1</script><script>window.own = 1</script>'.repeat(1000)}<script>document.body.dataset.parsed = performance.now() - window.began</script>`;
const page = (tag, body = '') =>
  `<!doctype html><html lang="ja"><head><meta charset="utf-8">${tag}</head><body>${body}</body></html>`;
const files = {
  '/bare': page(''),
  '/strict': page('<script src="/noren-strict.js" data-site="portal"></script>'),
  '/gated': page('<script async src="/noren.js" data-site="portal"></script>', gated),
  '/gated-strict': page('<script src="/noren-strict.js" data-site="portal"></script>', gated),
  '/parsed-bare': page('', parsed),
  '/parsed': page('<script src="/noren.js" data-site="portal"></script>', parsed),
  '/noren.js': renderLoader(read('noren.js'), published.runtime),
  '/noren-strict.js': renderStrictLoader(read('noren-strict.js'), published),
};
for (const { name, text } of published.wordingFiles) files[`/${name}`] = text;
const server = createServer(({ url = '/' }, response) => {
  const path = url.split('?')[0];
  const chunk = /^\/noren-[\w-]+\.[\w-]+\.js$/.test(path);
  const type = path.endsWith('.js') ? 'text/javascript' : path.endsWith('.json') ? 'application/json' : 'text/html';
  try {
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
    response.end(files[path] ?? (chunk ? read(path.slice(1)) : ''));
  } catch {
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, resolve));
const origin = `http://localhost:${server.address().port}`;

/** Microseconds per call, each kind in the page as a whole: without waiting for anything that it brings about. */
function timeCalls(calls) {
  const script = document.createElement('script');
  const image = document.createElement('img');
  const box = document.createElement('div');
  document.body.append(box);
  const xhr = new XMLHttpRequest();
  const markup = `<p>${'text '.repeat(40)}<a href="/x">x</a></p>`.repeat(5);
  const kinds = {
    'img.src = (another host, open)': () => {
      image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    },
    'script.setAttribute("src")': () => script.setAttribute('src', '/own.js'),
    'div.setAttribute("class")': () => box.setAttribute('class', 'own'),
    'document.cookie = ': () => {
      // biome-ignore lint/suspicious/noDocumentCookie: it is what is measured.
      document.cookie = 'own=1';
    },
    'localStorage.setItem': () => localStorage.setItem('own', '1'),
    'xhr.open': () => xhr.open('GET', 'https://www.own.example/x'),
    'appendChild(div)': () => box.appendChild(document.createElement('span')),
    'innerHTML = 1.3 kB': () => {
      box.innerHTML = markup;
    },
    'fetch (data:)': () => {
      fetch('data:,').catch(() => {});
    },
  };
  const told = {};
  for (const [name, call] of Object.entries(kinds)) {
    for (let at = 0; at < 50; at += 1) call();
    const start = performance.now();
    for (let at = 0; at < calls; at += 1) call();
    told[name] = ((performance.now() - start) * 1000) / calls;
  }
  return told;
}

const browser = await chromium.launch(findChromium({ whole: true }));
try {
  const costs = {};
  const ratios = {};
  const longest = { plain: [], strict: [] };
  const parsing = [];
  for (let round = 0; round < rounds; round += 1) {
    const of = {};
    for (const kind of round % 2 ? ['strict', 'bare'] : ['bare', 'strict']) {
      const context = await browser.newContext();
      const tab = await context.newPage();
      await tab.goto(`${origin}/${kind}`, { waitUntil: 'networkidle' });
      of[kind] = await tab.evaluate(timeCalls, CALLS);
      await context.close();
    }
    for (const [name, cost] of Object.entries(of.strict)) {
      costs[name] = [...(costs[name] ?? []), cost - of.bare[name]];
      ratios[name] = [...(ratios[name] ?? []), cost / of.bare[name]];
    }
    const parse = {};
    for (const path of round % 2 ? ['parsed', 'parsed-bare'] : ['parsed-bare', 'parsed']) {
      const context = await browser.newContext();
      const tab = await context.newPage();
      const session = await context.newCDPSession(tab);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await tab.goto(`${origin}/${path}`);
      parse[path] = Number(await tab.locator('body').getAttribute('data-parsed'));
      await context.close();
    }
    parsing.push(parse.parsed / parse['parsed-bare']);
    for (const [kind, path] of [
      ['plain', 'gated'],
      ['strict', 'gated-strict'],
    ]) {
      const context = await browser.newContext();
      const tab = await context.newPage();
      await tab.goto(`${origin}/${path}`, { waitUntil: 'networkidle' });
      await tab.evaluate(() => new Promise((resolve) => window.noren.push(() => resolve())));
      const session = await context.newCDPSession(tab);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      const task = await tab.evaluate(async (tags) => {
        const tasks = [0];
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) tasks.push(duration);
        }).observe({ type: 'longtask' });
        // Two frames of rest, then as a click does it: in a task of its own.
        const rest = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
        await rest();
        let direct = 0;
        await new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            const start = performance.now();
            window.noren.acceptAll();
            direct = performance.now() - start;
            resolve();
          };
          port2.postMessage(0);
        });
        while (window.ran !== tags) await rest();
        await rest();
        await rest();
        return Math.max(direct, ...tasks);
      }, TAGS);
      longest[kind].push(task);
      await context.close();
    }
  }
  console.log('| a call that is let through | added, µs | times the browser’s own |\n|---|---:|---:|');
  for (const name of Object.keys(costs))
    console.log(`| ${name} | ${median(costs[name]).toFixed(2)} | ${median(ratios[name]).toFixed(2)} |`);
  const figures = [
    ['strict mode, added per call, dearest of these, ms', Math.max(...Object.values(costs).map(median)) / 1000, 0.05],
    ['releasing 200 gated tags, noren.js, CPU 4×: longest task, ms', median(longest.plain), 50],
    ['the same, noren-strict.js', median(longest.strict), 50],
    ['parsing 1,000 waiting tags between as many scripts, times the same page without noren.js', median(parsing), 5],
  ];
  console.log('\n| what | measured | target | |\n|---|---:|---:|---|');
  for (const [what, measured, target] of figures) {
    const met = measured <= target;
    if (!met) process.exitCode = 1;
    console.log(`| ${what} | ${measured.toFixed(3)} | at most ${target} | ${met ? 'met' : '**falls short**'} |`);
  }
} finally {
  await browser.close();
  server.close();
}
