import { expect, sample, test } from './fixture.ts';
import { inBody, LINK, LOADER, told } from './page-of-shop.ts';

test('a page that loads noren.js links to the register, without script too', async ({ shell }) => {
  shell.put('site.json', sample());
  const page = async (body: string, loader = LOADER) => {
    shell.put('page.html', `<!doctype html><title>x</title>${loader}${body}`);
    return told(await shell.check('site.json', 'page.html'));
  };
  expect(await page('')).toEqual(['warning no-register-link']);
  expect(await page('<a href="#noren-settings">x</a>')).toEqual(['warning no-register-link']);
  expect(await page(`<template>${LINK}</template>`)).toEqual(['warning no-register-link']);
  expect(await page('<script src="/noren/noren-loader.js?v=1"></script>', '')).toEqual(['warning no-register-link']);
  expect(await page('<a href="https://shop.example.jp/cookies/#list">x</a>')).toEqual([]);
  expect(await page('<p>no loader, no link</p>', '')).toEqual([]);
  expect(await page('', '<script src="/x/not-noren.js"></script>')).toEqual([]);
});

test('a page leads to the register in its own language', async ({ shell }) => {
  shell.put('site.json', sample({ registerUrl: { ja: '/cookies/', en: '/en/cookies/' } }));
  const page = async (lang: string, href: string) => {
    shell.put('page.html', `<!doctype html><html${lang}><title>x</title>${LOADER}<a href="${href}">x</a>`);
    return shell.check('site.json', 'page.html');
  };
  expect(told(await page(' lang="en-GB"', '/en/cookies/'))).toEqual([]);
  expect(told(await page(' lang="ja"', '/cookies/'))).toEqual([]);
  expect(told(await page('', '/en/cookies/'))).toEqual([]);
  const astray = await page(' lang="en"', '/cookies/');
  expect(told(astray)).toEqual(['warning register-of-another-language']);
  expect(astray.findings[0]?.fix).toContain('<a href="/en/cookies/"');
  expect(told(await page(' lang="ja"', '/en/cookies/'))).toEqual(['warning register-of-another-language']);
  expect((await page(' lang="en"', '/else/')).findings[0]).toMatchObject({
    code: 'no-register-link',
    fix: expect.stringContaining('<a href="/en/cookies/"'),
  });
});

test('noren.js stands before scripts of others', async ({ shell }) => {
  shell.put('site.json', sample());
  const page = async (before: string, loader = LOADER) => {
    shell.put('page.html', `<!doctype html><title>x</title>\n${before}\n${loader}${LINK}`);
    return shell.check('site.json', 'page.html');
  };
  const late = await page('<script src="https://fonts.example/f.js"></script>');
  expect(told(late)).toEqual(['warning loader-late']);
  expect(late.findings[0]).toMatchObject({ line: 3, column: 1, fix: expect.stringContaining('line 2') });
  const snippet = `<script>/* noren-head */ const url = "https://consent.example.net/v1/sites/shop/noren.js"</script>`;
  expect(told(await page('<script src="https://fonts.example/f.js"></script>', snippet))).toEqual([
    'warning loader-late',
  ]);
  for (const before of [
    '<script src="/own.js"></script><script src="https://shop.example.jp/own.js"></script>',
    '<script type="text/plain" data-noren="statistics" src="https://meter.example/f.js"></script>',
    '<link rel="stylesheet" href="https://fonts.example/f.css">',
  ])
    expect(told(await page(before)), before).toEqual([]);
});

test('where mails carry personalised links, the head snippet brings noren.js', async ({ shell }) => {
  const words = { ja: 'x', en: 'x' };
  const purpose = { mode: 'opt-in', title: words, phrase: words, description: words, refused: words };
  const config = {
    ...sample(),
    api: 'https://consent.example.net',
    purposes: [
      ...sample().purposes,
      { id: 'identification', ...purpose },
      { id: 'linking', requires: ['identification'], ...purpose },
    ],
    personalUrls: { joined: [words], keptFor: words, hold: ['mkt_tok'] },
  };
  const page = async (loader: string, site: object) => {
    shell.put('site.json', site);
    shell.put('page.html', `<!doctype html><title>x</title>\n${loader}${LINK}`);
    return told(await shell.check('site.json', 'page.html')).filter((found) => found.includes('snippet'));
  };
  const snippet = `<script>/* noren-head */ const url = "https://consent.example.net/v1/sites/shop/noren.js"</script>`;
  expect(await page(LOADER, config)).toEqual(['warning link-without-head-snippet']);
  expect(await page(snippet, config)).toEqual([]);
  expect(await page(LOADER, sample())).toEqual([]);
});

test('where the loader has a nonce, gated scripts have the same one', async ({ shell }) => {
  shell.put('site.json', sample());
  const page = async (body: string, loader = LOADER.replace('async', 'async nonce="r4nd0m"')) => {
    shell.put('page.html', `<!doctype html><title>x</title>${loader}${LINK}${body}`);
    return told(await shell.check('site.json', 'page.html'));
  };
  const gated = (nonce: string) => `<script type="text/plain" data-noren="statistics"${nonce}></script>`;
  expect(await page(gated(''))).toEqual(['warning missing-nonce']);
  expect(await page(gated(' nonce="other"'))).toEqual(['warning missing-nonce']);
  expect(await page('<template data-noren="statistics"><script></script></template>')).toEqual([
    'warning missing-nonce',
  ]);
  expect(await page(gated(' nonce="r4nd0m"'))).toEqual([]);
  expect(await page('<template data-noren="statistics"><p>x</p></template>')).toEqual([]);
  expect(await page(gated(''), LOADER)).toEqual([]);
  expect(await page(gated(' nonce="r4nd0m"'), LOADER)).toEqual([]);
});

test('a policy that trusts noren.js by a hash and all that it brings is warned of', async ({ shell }) => {
  shell.put('site.json', sample());
  const page = async (policy: string, nonce = '', head = (meta: string) => meta) => {
    const snippet = `<script${nonce}>/* noren-head */ const url = "https://consent.example.net/v1/sites/shop/noren.js"</script>`;
    const meta = head(`<meta http-equiv="Content-Security-Policy" content="${policy}">`);
    shell.put('page.html', `<!doctype html><title>x</title>\n${meta}${snippet}${LINK}`);
    return shell.check('site.json', 'page.html');
  };
  const byHash = `script-src 'sha256-${'A'.repeat(43)}=' 'strict-dynamic'`;
  const found = await page(byHash);
  expect(told(found)).toEqual(['warning policy-by-hash']);
  expect(found.findings[0]).toMatchObject({ line: 2, column: 1, path: 'meta[content]' });
  for (const policy of [
    `img-src *; ${byHash.toUpperCase()}`,
    `default-src 'strict-dynamic'`,
    `script-src-elem 'strict-dynamic'; script-src *`,
  ])
    expect(told(await page(policy)), policy).toEqual(['warning policy-by-hash']);
  for (const policy of [
    byHash.replace(" 'strict-dynamic'", ' https://consent.example.net'),
    `script-src *; default-src 'strict-dynamic'`,
    '',
  ])
    expect(told(await page(policy)), policy).toEqual([]);
  expect(told(await page(byHash, ' nonce="r4nd0m"'))).toEqual([]);
  expect(told(await page(byHash, ' nonce=""'))).toEqual(['warning policy-by-hash']);
  expect(told(await page(byHash, '', (meta) => `<template>${meta}</template>`))).toEqual([]);
});

test('a page loads Noren once, for its own site, and not as a module', async ({ shell }) => {
  const src = 'src="https://consent.example.net/v1/sites/shop/noren.js"';
  expect((await inBody(shell, LOADER)).findings).toMatchObject([
    { severity: 'error', code: 'loaded-twice', line: 5, fix: expect.stringContaining('line 3') },
  ]);
  expect(told(await inBody(shell, `<template>${LOADER}</template>`))).toEqual([]);
  const page = (tag: string) => `<!doctype html><title>x</title>${tag}<body>${LINK}`;
  shell.put('page.html', page(`<script async ${src} data-site="shpo"></script>`));
  expect((await shell.check('site.json', 'page.html')).findings).toMatchObject([
    {
      severity: 'error',
      code: 'config-of-another-site',
      path: 'script[data-site]',
      fix: expect.stringContaining('"shop"'),
    },
  ]);
  shell.put('page.html', page(`<script type="module" ${src}></script>`));
  expect(told(await shell.check('site.json', 'page.html'))).toEqual(['error loader-as-module']);
});

test('strict mode is a tag of its own: neither async nor deferred, first of all scripts', async ({ shell }) => {
  shell.put('site.json', sample());
  const page = async (head: string) => {
    shell.put('page.html', `<!doctype html><title>x</title>${head}<body>${LINK}`);
    return told(await shell.check('site.json', 'page.html'));
  };
  const tag = (more = '', file = 'noren-strict.js') =>
    `<script ${more} src="https://consent.example.net/v1/sites/shop/${file}" data-site="shop"></script>`;
  expect(await page(tag())).toEqual([]);
  expect(await page(tag('data-strict="report"'))).toEqual([]);
  expect(await page(tag('async data-strict', 'noren.js'))).toEqual(['error strict-without-its-file']);
  expect(await page(tag('async'))).toEqual(['error strict-not-at-once']);
  expect(await page(tag('defer data-strict="enforce"'))).toEqual(['error strict-not-at-once', 'error unknown-strict']);
  expect(await page(`<script src="/own.js"></script>${tag()}`)).toEqual(['warning strict-late']);
  expect(await page(`${tag()}${LOADER}`)).toEqual(['error loaded-twice']);
  const snippet =
    '<script>const url = "https://consent.example.net/v1/sites/shop/noren-strict.js"\n//# sourceURL=noren</script>';
  expect(await page(`${snippet}${tag()}`)).toEqual([]);
});
