import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '@noren/cli';
import { siteConfig } from '../fixtures/site-config.ts';
import { ACCEPT, test as base, decided, expect, noticeButton, REJECT, SETTINGS } from './fixture.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  css: 'text/css',
};
const TAG = '<script async src="/noren/noren.js" data-site="portal"></script>';
const PAGE = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>試験のページ</title>
  ${TAG}</head><body>
  <script type="text/plain" data-noren="statistics">(window.ran ??= []).push('statistics')</script>
  <noren-disclosure></noren-disclosure>
  <footer><a href="/noren/register.html" data-noren-show="preferences">クッキーの設定</a></footer></body></html>`;

/** A folder as the command writes it, on a server that knows nothing but files. */
const test = base.extend<{ folder: string; url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are asked for.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'noren-folder-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  url: async ({ folder }, use) => {
    const server = createServer(async ({ url = '/' }, response) => {
      const path = url === '/' ? '/index.html' : (url.split('?')[0] ?? '');
      const text = await readFile(join(folder, normalize(path)), 'utf8').catch(() => undefined);
      const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain';
      const policy = new URL(url, 'http://own.localhost').searchParams.get('policy');
      response
        .writeHead(text === undefined ? 404 : 200, {
          // Many a server of files names no encoding.
          'content-type':
            path.startsWith('/of-another-time') || path.startsWith('/noren/') ? type : `${type}; charset=utf-8`,
          ...(policy ? { 'content-security-policy': policy } : {}),
        })
        .end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const origin = `http://own.localhost:${(server.address() as AddressInfo).port}`;
    const config = { ...siteConfig, origins: [origin], registerUrl: '/noren/register.html' };
    await writeFile(join(folder, 'noren.json'), JSON.stringify(config));
    await writeFile(join(folder, 'index.html'), PAGE);
    let said = '';
    const output = { isTTY: false, write: (text: string) => (said += text) };
    const code = await main(['check', 'noren.json', '--write', 'noren', '--dist', DIST], {
      stdout: output,
      stderr: output,
      cwd: folder,
      env: {},
      now: () => new Date(),
    });
    expect(code, said).toBe(0);
    await use(`${origin}/`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

test('a folder that the command has written works on any server of files: notice, settings, register, choice', async ({
  page,
  context,
  url,
}) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(new URL(response.url()).pathname);
  });
  await page.goto(url);
  await expect(page.locator('noren-disclosure').locator('[part=row]').first()).toBeVisible();
  await noticeButton(page, SETTINGS).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await dialog
    .getByRole('button', { name: /件の送信先を見る/ })
    .first()
    .click();
  await expect(dialog.getByText('Google LLC').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => page.evaluate('window.ran')).toEqual(['statistics']);
  expect(await decided(context, 'own')).toMatchObject({ statistics: true, advertising: true });
  await page.reload();
  await expect.poll(() => page.evaluate('window.ran')).toEqual(['statistics']);
  await expect(page.locator('noren-notice')).toHaveCount(0);
  expect(missing.filter((path) => path !== '/favicon.ico')).toEqual([]);
});

for (const encoding of ['shift_jis', 'euc-jp', 'iso-2022-jp'])
  test(`the words of the notice can be read in a page in ${encoding}, in strict mode too`, async ({
    page,
    folder,
    url,
  }) => {
    for (const tag of [TAG, TAG.replace('async ', '').replace('noren.js', 'noren-strict.js')]) {
      await writeFile(
        join(folder, 'of-another-time.html'),
        PAGE.replace('charset="utf-8"', `charset="${encoding}"`)
          .replace(TAG, tag)
          .replaceAll(/[^\0-~]/g, '?'),
      );
      await page.goto(`${url}of-another-time.html`);
      expect(((await page.evaluate('document.characterSet')) as string).toLowerCase()).toBe(encoding);
      await expect(noticeButton(page, ACCEPT)).toBeVisible();
    }
  });

test('a policy with the hash that was told runs the head snippet as it was written, and none that differs by one byte', async ({
  page,
  folder,
  url,
}) => {
  const snippet = await readFile(join(folder, 'noren/head-snippet.html'), 'utf8');
  const { headSnippet } = JSON.parse(await readFile(join(folder, 'noren/integrity.json'), 'utf8'));
  const policy = `script-src '${headSnippet.cspHash}' ${new URL(url).origin}/noren/`;
  const visit = async (markup: string): Promise<void> => {
    await writeFile(join(folder, 'head.html'), PAGE.replace(TAG, markup));
    await page.goto(`${url}head.html?noren-link=abc&policy=${encodeURIComponent(policy)}`);
  };
  await visit(snippet);
  await expect(noticeButton(page, ACCEPT)).toBeVisible();
  expect(page.url()).not.toContain('noren-link');
  await visit(snippet.replace('</script>', ' </script>'));
  await expect(page.getByRole('link', { name: 'クッキーの設定' })).toBeVisible();
  expect(page.url()).toContain('noren-link');
  await expect(page.locator('noren-notice, script[data-site]')).toHaveCount(0);
});

test('a page that pins its files runs exactly those: another noren.js does not start, another chunk leaves all closed', async ({
  page,
  folder,
  url,
}) => {
  const { pinnedTag, importMap, integrity } = JSON.parse(await readFile(join(folder, 'noren/integrity.json'), 'utf8'));
  const watch = "<script>told = []; addEventListener('noren:error', ({ detail }) => told.push(detail.code))</script>";
  const tag = pinnedTag.replace('><', ` onerror="told.push('refused')"><`);
  await writeFile(join(folder, 'pinned.html'), PAGE.replace(TAG, watch + importMap + tag));
  const change = async (name: string): Promise<() => Promise<void>> => {
    const text = await readFile(join(folder, 'noren', name), 'utf8');
    await writeFile(join(folder, 'noren', name), `${text}\nwindow.changed = true;`);
    return () => writeFile(join(folder, 'noren', name), text);
  };
  await page.goto(`${url}pinned.html`);
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => page.evaluate('window.ran')).toEqual(['statistics']);

  await page.context().clearCookies();
  const restore = await change('noren.js');
  await page.reload();
  await expect
    .poll(() => page.evaluate('[told, window.changed, window.ran]'))
    .toEqual([['refused'], undefined, undefined]);
  await expect(page.locator('noren-notice')).toHaveCount(0);
  await restore();

  const chunk = Object.keys(integrity).find((name) => name.startsWith('noren-page.')) ?? '';
  await change(chunk);
  await page.reload();
  await expect.poll(() => page.evaluate('told')).toEqual(['page-not-loaded']);
  expect(await page.evaluate('[window.changed, window.ran]')).toEqual([undefined, undefined]);
});

test('without a server visitors see their own choices all the same, on the next page too, and are told that nothing else proves them', async ({
  page,
  url,
}) => {
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') requests.push(request.url());
  });
  await page.goto(url);
  await noticeButton(page, ACCEPT).click();
  await page.getByRole('link', { name: 'クッキーの設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: REJECT, exact: true }).click();
  await dialog.getByRole('button', { name: '選択の記録' }).click();
  const rows = dialog.locator('[part=history]').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await page.reload();
  await page.getByRole('link', { name: 'クッキーの設定' }).click();
  await dialog.getByRole('button', { name: '選択の記録' }).click();
  await expect(rows).toHaveCount(2);
  const { edition, wording } = (await page.evaluate('noren.config')) as {
    edition: number;
    wording: Record<string, string>;
  };
  for (const [index, word] of ['必要なもののみ', 'すべて許可'].entries()) {
    await expect(rows.nth(index)).toContainText(word);
    await expect(rows.nth(index)).toContainText(`第${siteConfig.editions[edition - 1]?.label}版`);
    await expect(rows.nth(index)).toContainText(`日本語 ${wording.ja}`);
  }
  await expect(dialog.locator('[part=history]')).toContainText('このブラウザにだけ保存しています');
  await expect(dialog.getByRole('button', { name: '控えを保存' })).toHaveCount(0);
  expect(requests).toEqual([]);
});

test.describe('without JavaScript', () => {
  test('the link in the footer leads to the register that the command has written', async ({
    scriptless: page,
    url,
  }) => {
    await page.goto(url);
    await page.getByRole('link', { name: 'クッキーの設定' }).press('Enter');
    await page.waitForURL(/register\.html/);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    expect(await page.locator('tr', { hasText: 'Google LLC' }).first().isVisible()).toBe(true);
    expect(await page.evaluate(() => document.styleSheets[0]?.cssRules.length)).toBeGreaterThan(10);
  });
});
