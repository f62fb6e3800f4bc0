import { mayDebug } from '@noren/core/debug';
import { checkConfig } from '@noren/model/publish';
import { expect } from 'chai';
import { endpoint, script } from '../core/endpoint.ts';
import { until } from '../core/moments.ts';
import { closePages } from '../core/page.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { filesAsked, GOOD } from '../loader/tag.ts';
import { thirdParty } from '../strict/stage.ts';
import { openDebugged } from './stage.ts';

describe('the inspector', () => {
  afterEach(closePages);

  it('is not there, and nothing of it is fetched, where the address does not ask for it', async () => {
    const { page, source } = await openDebugged('', { address: '?other=noren-debug' });
    await until(() => page.document.querySelector('noren-notice'));
    expect(page.document.querySelector('noren-debug')).to.equal(null);
    expect((await filesAsked(source)).filter((name) => /debug|elements/.test(String(name)))).to.deep.equal([]);
  });

  for (const [host, hosts, may] of [
    ['localhost:8000', [], true],
    ['shop.localhost', [], true],
    ['staging.example.co.jp', ['staging.example.co.jp'], true],
    ['staging.example.co.jp:8443', ['staging.example.co.jp'], true],
    ['staging.example.co.jp', ['staging.example.co.jp:8443'], false],
    ['7.preview.example.jp', ['*.preview.example.jp'], true],
    ['7.preview.example.jp:8443', ['*.preview.example.jp'], true],
    ['7.preview.example.jp:8443', ['*.preview.example.jp:8443'], true],
    ['7.preview.example.jp', ['*.preview.example.jp:8443'], false],
    ['preview.example.jp', ['*.preview.example.jp'], false],
    ['STAGING.example.co.jp', ['staging.example.co.jp'], true],
    ['staging.example.co.jp.', ['staging.example.co.jp'], false],
    ['staging.example.co.jp.evil.example', ['staging.example.co.jp'], false],
    ['[::1]:8000', [], false],
    ['example.co.jp', ['staging.example.co.jp'], false],
    ['evilstaging.example.co.jp', ['staging.example.co.jp'], false],
    ['notlocalhost', [], false],
    ['127.0.0.1', [], false],
  ] as const) {
    it(`${may ? 'may' : 'may not'} open on ${host} where the config names ${hosts.join() || 'nothing'}`, () => {
      const { hostname } = new URL(`http://${host}`);
      expect(mayDebug(hosts, { search: '?a=1&noren-debug', host, hostname })).to.equal(may);
      expect(mayDebug(hosts, { search: '?noren-debugger', host, hostname })).to.equal(false);
      if (!hosts[0]) return;
      // By other names, since of those of trial sites it has nothing to say.
      const live = (name: string): string => name.toLowerCase().replace(/staging|preview/, 'shop');
      const config = { ...siteConfig, origins: [`https://${live(host)}`], debug: { hosts: hosts.map(live) } };
      const isWarned = checkConfig(config).findings.some(({ code }) => code === 'debug-on-production');
      expect(isWarned, 'noren check').to.equal(may);
    });
  }

  it('tells what is wrong with a page, gravest first', async () => {
    const third = await thirdParty();
    const other = await thirdParty('other.localhost');
    const { says, page } = await openDebugged(`<script src="${third.at('ahead.js?secret=1')}"></script>
      <script src="${other.at('stranger.js')}"></script>
      <script>
        dataLayer = [];
        function gtag() { dataLayer.push(arguments); }
        gtag('consent', 'update', {});
        gtag('config', 'G-1');
        gtag('consent', 'default', {region: ['ES']});
        gtag('consent', 'default', {});
        gtag('consent', 'default', {});
        klaro = {};
      </script><script data-site="elsewhere" type="text/plain"></script>
      <script type="text/plain" data-noren="statistic" src="${third.at('mistyped.js?secret=1')}"></script>`);
    const text = await says(
      `Noren より先に、次の相手と通信しています。 third.localhost:${location.port} (counter)`,
      `送信先一覧にない相手と通信しています。 other.localhost:${location.port}`,
      '別の同意管理ツールがこのページにあります。 Klaro',
      'data-site が別のサイトになっているタグがあります。 elsewhere',
      "default より先に呼ばれました。 gtag('consent', 'update', …)",
      "Google への命令がありました。 gtag('config', 'G-1')",
      '同意モードの default が二度設定されました。',
      '設定にない目的を待っているものがあります。 statistic: <script> third.localhost',
      '問題 8',
    );
    expect(text.indexOf('Noren より先に')).to.be.lessThan(text.indexOf('Klaro'));
    expect(text).to.not.contain('secret');
    expect(page.document.querySelector('noren-debug')?.parentNode).to.equal(page.document.documentElement);
  });

  it('finds nothing wrong with a page where nothing is', async () => {
    const third = await thirdParty();
    const { says, decide } = await openDebugged(`<script>
        dataLayer = [];
        function gtag() { dataLayer.push(arguments); }
        gtag('consent', 'default', {region: ['ES']});
        gtag('consent', 'default', {});
        gtag('config', 'G-1');
      </script>
      <script type="text/plain" data-noren="statistics" src="${third.at('gated.js')}"></script>`);
    await says('今のところ問題は見つかっていません。', '待っているもの1', '未選択');
    decide(true);
    const text = await says('動いたもの1', `statistics <script> third.localhost:${location.port}`, 'counter');
    expect(text).to.contain('今のところ問題は見つかっていません。');
    expect(text).to.contain('待っているもの0');
  });

  it('tells what waits and why, what ran of which markup, and what went out while nothing allowed it', async () => {
    const third = await thirdParty();
    const { says, page, decide } = await openDebugged(
      `<template data-noren="advertising"><p>here</p><script>window.shown = 1</script></template><p>after</p>
      <template data-noren="recommendation"><!-- <iframe src="//frames.example/f?secret=1"></iframe> --></template>
      <script type="text/plain" data-noren="statistics">window.counted = 1</script>`,
    );
    await says(
      '待っているもの3',
      'advertising 未選択',
      'recommendation 未選択',
      '<iframe> frames.example/f',
      '動いたもの0',
    );
    // A browser tells of a request once its answer has been read.
    await (await page.window.fetch(third.at('past-the-gate'))).text();
    await says(`許可がないのに、次の相手と通信しています。 third.localhost:${location.port} (counter)`);
    decide(true);
    const text = await says(
      '動いたもの3',
      '待っているもの1',
      's advertising <p>',
      's advertising <script>',
      's statistics <script>',
    );
    expect([page.window.shown, page.window.counted]).to.deep.equal([1, 1]);
    expect(text).to.contain('recommendation 未選択').and.to.not.contain('secret');
    decide(false);
    await says('待っているもの2', 'advertising 拒否');
  });

  it('tells what Global Privacy Control keeps closed from what a visitor has refused', async () => {
    const { says, choose } = await openDebugged(
      `<script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true })</script>
      <script type="text/plain" data-noren="advertising">window.shown = 1</script>
      <script type="text/plain" data-noren="statistics">window.counted = 1</script>`,
    );
    await says('advertising GPC で停止', 'statistics 未選択');
    choose({ statistics: false, advertising: false });
    await says('advertising 拒否', 'statistics 拒否');
  });

  it('tells of what was allowed and has not run to its end: it did not come, the page’s policy forbids it, it threw', async () => {
    const third = await thirdParty();
    const forbidden = third.at('forbidden.js');
    const throwing = await endpoint(script("throw Error('secret')"));
    const gated = (src: string) => `<script type="text/plain" data-noren="statistics" src="${src}?secret=1"></script>`;
    const { says } = await openDebugged(
      `<script>document.head.append(Object.assign(document.createElement('meta'), {
        httpEquiv: 'Content-Security-Policy', content: "script-src 'self' 'unsafe-inline'; img-src 'none'" }))</script>
      ${gated(forbidden)} ${gated('/nowhere.js')} ${gated(throwing.path)}
      <script type="text/plain" data-noren="advertising">throw Error('secret')</script>
      <template data-noren="advertising"><!-- <p><img alt="" src="/pixel.gif?secret=1"></p> --></template>
      <script type="text/plain" data-noren="advertising">window.good = 1</script>`,
      { kept: true },
    );
    const text = await says(
      '許可されたのに、最後まで動いていません。',
      `statistics ポリシーが禁止 <script> ${forbidden.replace('http://', '')}`,
      `statistics 読み込めない <script> ${location.host}/nowhere.js`,
      `statistics エラー <script> ${location.host}${throwing.path}`,
      'advertising エラー <script>',
      'advertising ポリシーが禁止 <p>',
      'advertising <script>',
      '動いたもの6',
      '問題 1',
    );
    expect(text).to.not.contain('secret');
  });

  it('tells a gated script that lacks the nonce of the page', async () => {
    const { says } = await openDebugged(
      `<script type="text/plain" data-noren="statistics" nonce="b3RoZXI=" src="/nowhere.js?secret=1"></script>`,
      { nonce: 'bm9yZW4=', kept: true },
    );
    const text = await says('ページの nonce がありません。', 'ページの nonce がない');
    expect(text.match(/nowhere/g), 'once as a problem, once as what waits').to.have.length(2);
    expect(text).to.contain('問題 1').and.to.not.contain('secret');
  });

  it('tells which bridge a tag waits for, and since when that did not come', async () => {
    const gated = '<script type="text/plain" data-noren="statistics">window.counted = 1</script>';
    const options = { changes: { bridges: { clarity: {}, pardot: {} } }, held: 'noren-bridge-pardot' };
    const broken = 'noren-bridge-clarity.js';
    const { says, page, source, choose } = await openDebugged(gated, { ...options, broken });
    await says('statistics 未選択');
    choose({ statistics: true, advertising: false });
    await says('statistics 許可済み・ブリッジ待ち · pardot <script>');
    await source.answer(GOOD);
    await says('statistics 許可済み・ブリッジ未着 · clarity <script>', 'bridge-not-loaded (clarity)');
    expect(page.window.counted).to.equal(undefined);
    choose({ statistics: true, advertising: true });
    await says('待っているもの0', '動いたもの1');
  });

  it('says in English which bridge is waited for', async () => {
    const gated = '<script type="text/plain" data-noren="statistics">window.counted = 1</script>';
    const options = { changes: { bridges: { pardot: {} } }, kept: true, held: 'noren-bridge-pardot' };
    const { says, page } = await openDebugged(`<script>document.documentElement.lang = 'en'</script>${gated}`, options);
    await says('statistics allowed; waits for its bridge to come · pardot <script>');
    expect(page.window.counted).to.equal(undefined);
  });
});
