import { expect, row, sample, test } from './fixture.ts';
import { inBody, told } from './page-of-shop.ts';

test('a page that holds what needs a yes has no findings', async ({ shell }) => {
  const run = await inBody(
    shell,
    `<script type="text/plain" data-noren="statistics" src="https://meter.example/tag.js"></script>
     <template data-noren="advertising"><!-- <iframe src="https://ads.example/"></iframe><img src="https://ads.example/a.gif"> --></template>
     <template data-noren="help"><script src="https://chat.example/c.js"></script></template>
     <link rel="stylesheet" href="https://fonts.example/f.css"><img src="/logo.png"><img src="data:image/gif;base64,R0">
     <script src="https://shop.example.jp/own.js"></script><a href="https://elsewhere.example/">x</a>`,
  );
  expect(run).toMatchObject({ code: 0, findings: [] });
});

for (const [markup, path, fix] of [
  ['<script src="https://meter.example/tag.js"></script>', 'script[src]', 'type="text/plain" data-noren="statistics"'],
  ['<script src="//EU.Meter.example/tag.js"></script>', 'script[src]', 'type="text/plain"'],
  ['<script type="module" src="https://meter.example/tag.js"></script>', 'script[src]', 'type="text/plain"'],
  ['<img src="https://ads.example/a.gif" alt="">', 'img[src]', '<template data-noren="advertising"><!--'],
  ['<img src="/a.gif" srcset="/b.gif 2x, https://ads.example/c.gif 3x">', 'img[srcset]', '<template'],
  ['<iframe src="https://ads.example/frame"></iframe>', 'iframe[src]', '<template'],
  ['<link rel="preload stylesheet" href="https://ads.example/a.css">', 'link[href]', '<template'],
  ['<link rel="preconnect" href="https://ads.example">', 'link[href]', '<template'],
  ['<noscript><img src="https://ads.example/noscript.gif"></noscript>', 'img[src]', 'nobody can be asked'],
  ['<div><template shadowrootmode="open"><img src="https://ads.example/a.gif"></template></div>', 'img[src]', ''],
  [
    '<template data-noren="necessary"><!-- <img src="https://ads.example/a.gif"> --></template>',
    'img[src]',
    '"necessary" opens without',
  ],
  ['<template data-noren="help"><!-- <img src="https://ads.example/a.gif"> --></template>', 'img[src]', ''],
] as const) {
  test(`ungated-tag: ${markup}`, async ({ shell }) => {
    const { code, findings } = await inBody(shell, markup);
    expect(code).toBe(1);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'ungated-tag',
        path,
        received: expect.stringContaining('example'),
        fix: expect.stringContaining(fix),
        source: expect.stringContaining('電気通信事業法 27条の12'),
      },
    ]);
    expect(findings[0]?.fix).toMatch(/"meter" \(statistics\)|"ads" \(advertising\)/);
  });
}

test('a finding stands at the line and column of its start tag, also inside a comment of a template', async ({
  shell,
}) => {
  shell.put('site.json', sample());
  shell.put(
    'page.html',
    '<!doctype html>\r\n<p>日本語</p>\r\n  <img\r\n src="https://ads.example/a.gif">\r\n<template data-noren="told"><!--\r\n  <img src="https://ads.example/b.gif">\r\n--></template>',
  );
  const { findings } = await shell.check('site.json', 'page.html');
  expect(findings).toMatchObject([
    { line: 3, column: 3, received: '<img\r\n src="https://ads.example/a.gif">' },
    { line: 6, column: 3, received: '<img src="https://ads.example/b.gif">' },
  ]);
});

test('the part of Google’s snippet for those without scripts is to go, whoever its row permits', async ({ shell }) => {
  const part = '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-ABC1234"></iframe></noscript>';
  const codes = async (purpose: string, markup = part) =>
    told(await inBody(shell, markup, sample({ services: [row('gtm', purpose, ['www.googletagmanager.com'])] })));
  expect(await codes('necessary')).toEqual(['warning container-without-script']);
  expect(await codes('help')).toEqual(['warning unstoppable-tag', 'warning container-without-script']);
  expect(await codes('statistics')).toEqual(['error ungated-tag']);
  expect(told(await inBody(shell, part))).toEqual(['warning undeclared-host', 'warning container-without-script']);
  expect(await codes('necessary', part.replaceAll('noscript', 'div'))).toEqual([]);
});

test('the row that names a host most exactly is the one that counts', async ({ shell }) => {
  const services = [row('wide', 'advertising', ['maps.example']), row('near', 'told', ['*.tiles.maps.example'])];
  const reversed = services.toReversed();
  const tile = '<img src="https://a.tiles.maps.example/1.png">';
  const other = '<img src="https://www.maps.example/1.png">';
  expect(told(await inBody(shell, tile, sample({ services })))).toEqual([]);
  expect(told(await inBody(shell, tile, sample({ services: reversed })))).toEqual([]);
  expect(told(await inBody(shell, other, sample({ services })))).toEqual(['error ungated-tag']);
  expect(told(await inBody(shell, '<img src="https://notmaps.example/">', sample({ services })))).toEqual([
    'warning undeclared-host',
  ]);
});

test('a host that a row without a yes declares too is a warning: nobody can tell whose tag it is', async ({
  shell,
}) => {
  const run = await inBody(shell, '<img src="https://both.example/a.gif">');
  expect(told(run)).toEqual(['warning ungated-tag']);
  expect(run.findings[0]?.fix).toContain('"fonts"');
});

test('Google’s tag may stand ungated where the site has asked for advanced Consent Mode: a warning says what it sends', async ({
  shell,
}) => {
  const services = [...sample().services, row('google', 'statistics', ['www.googletagmanager.com'])];
  const markup =
    '<script src="https://www.googletagmanager.com/gtag/js"></script><img src="https://ads.example/a.gif">';
  const severities = async (changes: object): Promise<unknown[]> =>
    (await inBody(shell, markup, sample({ services, ...changes }))).findings.map(({ severity }) => severity);
  expect(await severities({})).toEqual(['error', 'error']);
  const purposes = sample().purposes.map((one) =>
    one.id === 'statistics' ? { ...one, consentMode: ['analytics_storage'] } : one,
  );
  expect(await severities({ purposes, consentMode: { advanced: true } })).toEqual(['warning', 'error']);
});

test('of a host that several waiting rows declare, each is named with its purpose', async ({ shell }) => {
  const run = await inBody(shell, '<script src="https://shared.example/tag.js"></script>');
  expect(told(run)).toEqual(['error ungated-tag']);
  expect(run.findings[0]?.fix).toContain('"meter" (statistics), "ads" (advertising)');
});

test('a mode of the row stands over the mode of its purpose', async ({ shell }) => {
  const services = [row('chat', 'help', ['chat.example'], { mode: 'opt-in' })];
  const run = await inBody(shell, '<script src="https://chat.example/c.js"></script>', sample({ services }));
  expect(told(run)).toEqual(['error ungated-tag']);
});

test('a row of a former edition declares nothing any more', async ({ shell }) => {
  const [edition] = sample().editions;
  const editions = [edition, { ...edition, label: '2', date: '2026-05-01', effectiveAt: '2026-05-01T00:00:00Z' }];
  const services = [row('meter', 'statistics', ['meter.example'], { firstEdition: '1', lastEdition: '1' })];
  const run = await inBody(shell, '<img src="https://meter.example/a.gif">', sample({ services, editions }));
  expect(told(run)).toEqual(['warning undeclared-host']);
});

test('a tag that is told to stop at a no, and is not gated, would not stop', async ({ shell }) => {
  const run = await inBody(shell, '<script src="https://chat.example/c.js"></script>');
  expect(run.code).toBe(0);
  expect(told(run)).toEqual(['warning unstoppable-tag']);
  expect(run.findings[0]?.fix).toContain('data-noren="help"');
});

test('a host that no row declares is a warning, gated or not', async ({ shell }) => {
  for (const markup of [
    '<script src="https://nobody.example/x.js"></script>',
    '<script type="text/plain" data-noren="statistics" src="https://nobody.example/x.js"></script>',
    '<template data-noren="statistics"><!-- <img src="https://nobody.example/x.gif"> --></template>',
  ]) {
    const run = await inBody(shell, markup);
    expect(run.code, markup).toBe(0);
    expect(told(run), markup).toEqual(['warning undeclared-host']);
    expect(run.findings[0]?.fix, markup).toContain('nobody.example');
  }
});

test('a base element moves relative addresses', async ({ shell }) => {
  const run = await inBody(shell, '<base href="https://ads.example/"><img src="a.gif">');
  expect(told(run)).toEqual(['error ungated-tag']);
});

test('a tag under another purpose than its row is a warning; its own service settles it', async ({ shell }) => {
  const at = (gate: string) =>
    inBody(shell, `<script type="text/plain" ${gate} src="https://ads.example/x.js"></script>`);
  const run = await at('data-noren="statistics"');
  expect(told(run)).toEqual(['warning gated-elsewhere']);
  expect(run.findings[0]?.fix).toContain('"advertising"');
  expect(told(await at('data-noren="advertising" data-noren-service="ads"'))).toEqual([]);
});

test('a bare template is fetched ahead in Firefox: a warning, unless its content is a comment', async ({ shell }) => {
  const bare = (markup: string) => inBody(shell, `<template data-noren="advertising">${markup}</template>`);
  for (const markup of [
    '<img src="https://ads.example/a.gif">',
    '<script src="https://ads.example/a.js"></script>',
    '<link rel="stylesheet" href="https://ads.example/a.css">',
    '<svg><image href="https://ads.example/a.gif"></image></svg>',
    '<img src="https://ads.example/a.gif"><!-- not all of it -->',
  ])
    expect(told(await bare(markup)), markup).toEqual(['warning bare-template']);
  for (const markup of [
    '<iframe src="https://ads.example/"></iframe>',
    '<img loading="lazy" src="https://ads.example/a.gif">',
    '<!-- <img src="https://ads.example/a.gif"> -->',
  ])
    expect(told(await bare(markup)), markup).toEqual([]);
});

test('an inline script that names the host of a waiting tag is a warning', async ({ shell }) => {
  const snippet = `var s=document.createElement('script');s.src='https://ads.example/t.js';document.head.append(s)`;
  const run = await inBody(shell, `<script>${snippet}</script>`);
  expect(run.code).toBe(0);
  expect(told(run)).toEqual(['warning ungated-inline']);
  expect(run.findings[0]?.fix).toContain('row "ads"');
  for (const held of [
    `<script type="text/plain" data-noren="advertising">${snippet}</script>`,
    `<script type="application/ld+json">{"@id": "https://ads.example/"}</script>`,
    `<script>location.href = 'https://fonts.example/'</script>`,
  ])
    expect(told(await inBody(shell, held)), held).toEqual([]);
});

test('a purpose or a service that the config lacks is an error', async ({ shell }) => {
  const cases: [string, string, string][] = [
    ['<script type="text/plain" data-noren="marketing"></script>', 'unknown-purpose', 'statistics'],
    ['<template data-noren=""></template>', 'unknown-purpose', 'statistics'],
    ['<template data-noren="statistics" data-noren-service="nothing"></template>', 'unknown-service', 'meter'],
    ['<template data-noren="statistics" data-noren-service="ads"></template>', 'unknown-service', '"advertising"'],
    ['<template data-noren="necessary" data-noren-service="x"></template>', 'unknown-service', 'leave'],
    [
      '<template data-noren="statistics"><!-- <template data-noren="nope"></template> --></template>',
      'unknown-purpose',
      'statistics',
    ],
  ];
  for (const [markup, code, fix] of cases) {
    const run = await inBody(shell, markup);
    expect(run.code, markup).toBe(1);
    expect(run.findings, markup).toMatchObject([{ severity: 'error', code, fix: expect.stringContaining(fix) }]);
  }
});

test('data-noren where it holds nothing is an error', async ({ shell }) => {
  for (const markup of [
    '<script data-noren="statistics" src="/x.js"></script>',
    '<iframe data-noren="told"></iframe>',
    '<svg><template data-noren="statistics"></template></svg>',
  ])
    expect(told(await inBody(shell, markup)), markup).toEqual(['error gate-without-effect']);
});

test('an element of id noren, or of a name that the browser shows as window.noren, is an error', async ({ shell }) => {
  for (const markup of ['<div id="noren"></div>', '<form name="noren"></form>', '<iframe name="noren"></iframe>']) {
    const run = await inBody(shell, markup);
    expect(told(run), markup).toEqual(['error element-named-noren']);
    expect(run.code).toBe(1);
  }
  for (const markup of ['<input name="noren">', '<div id="noren-link"></div>', '<div class="noren"></div>'])
    expect(told(await inBody(shell, markup)), markup).toEqual([]);
});

for (const [what, markup] of [
  ['in front of what it holds', '<!-- of Ads Inc. --><!-- <img src="https://ads.example/a.gif"> -->'],
  ['inside it', '<!--\n<!-- of Ads Inc. -->\n<img src="/a.gif">\n-->'],
  ['and text beside it', '<!-- <img src="https://ads.example/a.gif"> --> Ads Inc.'],
] as const) {
  test(`torn-comment: a gating template with a comment ${what}`, async ({ shell }) => {
    const run = await inBody(shell, `<template data-noren="advertising">${markup}</template>`);
    expect(run.findings).toMatchObject([{ severity: 'error', code: 'torn-comment', line: 5, path: 'template' }]);
  });
}

test('torn-comment: a gating template whose comment is never closed takes the rest of the page with it', async ({
  shell,
}) => {
  const markup = '<template data-noren="advertising"><!-- <img src="/a.gif"> </template><p>gone</p>';
  expect(told(await inBody(shell, markup))).toEqual(['error torn-comment']);
  const fine = '<template data-noren="advertising"><!-- a frame --><iframe src="/a.html"></iframe></template>';
  expect(told(await inBody(shell, fine))).toEqual([]);
  expect(told(await inBody(shell, '<template><!-- a --><!-- b --></template>'))).toEqual([]);
});

test('what is another product of the same host by its path is not sent under the purpose of that row', async ({
  shell,
}) => {
  const services = [{ provider: 'google-ads', purpose: 'advertising' }];
  const markup = '<script src="https://www.google.com/recaptcha/api.js"></script>';
  const { findings } = await inBody(shell, markup, sample({ services }));
  expect(findings).toMatchObject([{ severity: 'error', code: 'ungated-tag' }]);
  expect(findings[0]?.fix).toContain('{"provider":"google-recaptcha","purpose":"…"} to "services"');
  expect(findings[0]?.fix).not.toContain('data-noren');
});
