import type { Noren } from '@noren/core';
import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { decided, expect, noticeButton, type OwnDemo, REJECT, SAVE, SETTINGS, test } from './fixture.ts';

const IDENTIFICATION = 'メールのリンクによる識別';
const LINKING = '閲覧履歴と会員情報の結び付け';

/** Follows the sign-in over three pages, until the consent API has said what holds for the member: no page can draw it before. */
async function signedIn(page: Page, press: () => Promise<void>): Promise<void> {
  const heard = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && /\/member$/.test(answer.url()),
  );
  await press();
  await heard;
}

/** Signs a member in from a site's page, all the way to the identity provider and back. */
async function signIn(page: Page, demo: OwnDemo, site: string, member: string): Promise<void> {
  await page.goto(demo.address(site, '/members/'));
  await page.getByRole('button', { name: '会員ログイン' }).click();
  await signedIn(page, () => page.getByRole('button', { name: member }).click());
  await page.waitForURL(demo.address(site, '/members/'));
  await expect(page.getByRole('heading', { name: `${member} 様` })).toBeVisible();
}

/** What the member card says of a purpose. */
function choiceOf(page: Page, purpose: string) {
  return page.locator('member-card').getByRole('listitem').filter({ hasText: purpose });
}

/** Claims of a token, unchecked. */
function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

test('a member signs in by PKCE, the token is for the consent API, and no other site is sent the code', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await page.goto(demo.address('solutions', '/members/'));
  await page.getByRole('button', { name: '会員ログイン' }).click();
  await page.waitForURL(/^http:\/\/id\.localhost/);
  const start = new URL(asked.find((url) => new URL(url).pathname === '/auth') ?? '');
  expect(Object.fromEntries(start.searchParams)).toMatchObject({
    client_id: 'solutions',
    response_type: 'code',
    code_challenge_method: 'S256',
    resource: 'urn:noren:consent-api',
  });
  traffic.forget();
  await page.getByRole('button', { name: '青木 さくら' }).click();
  await expect(page.getByRole('heading', { name: '青木 さくら 様' })).toBeVisible();
  expect(page.url()).toBe(demo.address('solutions', '/members/'));
  // Solutions' tags run before a choice: none of them saw the page that the code was in the address of.
  const code = new URL(asked.find((url) => url.includes('code=')) ?? '').searchParams.get('code') ?? '';
  expect(code).not.toBe('');
  expect(demo.received().some(({ path }) => path.includes(code))).toBe(false);
  const { accessToken } = JSON.parse((await page.evaluate(() => sessionStorage.getItem('member_session'))) ?? '{}');
  expect(claimsOf(accessToken)).toMatchObject({
    iss: demo.address('id', '').replace(/\/$/, ''),
    aud: 'noren',
    sub: 'm-1001',
    company: '見本工業株式会社',
  });
});

test('whoever goes back without signing in is told that nothing has changed', async ({ page, demo }) => {
  await page.goto(demo.address('energy', '/members/'));
  await page.getByRole('button', { name: '会員ログイン' }).click();
  await page.getByRole('button', { name: 'ログインせずに戻る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ログインしませんでした');
  expect(new URL(page.url()).search).toBe('');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: '会員の方へ戻る' }).click();
  await expect(page.getByRole('button', { name: '会員ログイン' })).toBeVisible();
});

test('a page that ends a sign-in nobody has begun says so, and leads back', async ({ page, demo }) => {
  await page.goto(demo.address('energy', '/members/signed-in/?code=made-up&state=made-up'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('うまくいきませんでした');
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await expect(page.getByRole('link', { name: '会員の方へ戻る' })).toBeVisible();
});

test('the pages of the identity provider have nothing for axe to find, and fit 320 px', async ({ page, demo }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const [path, button] of [
    ['/members/', '会員ログイン'],
    ['/en/members/', 'Sign in'],
  ] as const) {
    await page.goto(demo.address('portal', path));
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.waitForURL(/^http:\/\/id\.localhost/);
    await expect(page.locator('html')).toHaveAttribute('lang', path.startsWith('/en') ? 'en' : 'ja');
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
  for (const path of ['/', '/interaction/gone', '/auth?client_id=none']) {
    await page.goto(demo.address('id', path));
    expect(await axeFindings(page), path).toEqual([]);
  }
});

test('the identity provider answers what it cannot read, and goes on', async ({ request, demo }) => {
  const headers = { host: `id.localhost:${demo.port}` };
  const root = `http://127.0.0.1:${demo.port}`;
  for (const path of ['//', '/%ff', '/assets/%2e%2e%2fstart.ts', '/interaction/none', '/token']) {
    const status = (await request.get(root + path, { headers })).status();
    expect(status, path).toBeGreaterThanOrEqual(400);
    expect(status, path).toBeLessThan(500);
  }
  expect((await request.get(`${root}/.well-known/openid-configuration`, { headers })).status()).toBe(200);
});

test('signing in again on another site asks for no member, and signing out asks for one again', async ({
  page,
  demo,
}) => {
  await signIn(page, demo, 'portal', '上田 みのり');
  await page.goto(demo.address('energy', '/members/'));
  await signedIn(page, () => page.getByRole('button', { name: '会員ログイン' }).click());
  await expect(page.getByRole('heading', { name: '上田 みのり 様' })).toBeVisible();
  await noticeButton(page, REJECT).click();
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await page.getByRole('button', { name: 'ログアウトする' }).click();
  await page.waitForURL(demo.address('energy', '/members/'));
  await page.getByRole('button', { name: '会員ログイン' }).click();
  await page.waitForURL(/^http:\/\/id\.localhost/);
  await expect(page.getByRole('button', { name: '伊藤 健' })).toBeVisible();
});

test('what a member chose on one site holds on another once they have signed in there, and goes when they sign out', async ({
  page,
  context,
  demo,
}) => {
  await page.setViewportSize({ width: 1280, height: 1800 });
  await signIn(page, demo, 'portal', '青木 さくら');
  await expect(choiceOf(page, IDENTIFICATION)).toContainText('未選択');
  await noticeButton(page, SETTINGS).click();
  const settings = page.locator('noren-preferences').getByRole('dialog');
  await settings.getByRole('switch', { name: IDENTIFICATION }).click();
  await settings.getByRole('switch', { name: LINKING }).click();
  await settings.getByRole('button', { name: SAVE }).click();
  await expect(choiceOf(page, IDENTIFICATION)).toContainText('許可');
  await expect.poll(() => demo.records('portal').length).toBe(1);

  await page.goto(demo.address('energy', '/members/'));
  expect(await decided(context, 'energy')).toBeUndefined();
  await signedIn(page, () => page.getByRole('button', { name: '会員ログイン' }).click());
  await expect(choiceOf(page, IDENTIFICATION)).toContainText('許可');
  await expect(choiceOf(page, LINKING)).toContainText('許可');
  // Only these two travel: each site has recipients of its own for the rest.
  expect(await decided(context, 'energy')).toEqual({ identification: true, linking: true });
  await expect(page.locator('member-card')).toContainText('会員情報と結び付いていません');

  await page.getByRole('button', { name: 'ログアウト' }).click();
  await page.waitForURL(/^http:\/\/id\.localhost/);
  await page.goto(demo.address('energy', '/members/'));
  await expect(page.getByRole('button', { name: '会員ログイン' })).toBeVisible();
  expect((await decided(context, 'energy')) ?? {}).toEqual({});
});

test('a link that was agreed to is counted and joined, and who signs in then sees what is joined until they end it', async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 1280, height: 1800 });
  await page.goto(demo.address('mail', '/m-1002/'));
  await page.getByRole('link', { name: '電気代を下げる前に測る' }).click();
  const mail = page.url();
  const opened = page.context().waitForEvent('page');
  await page.locator('.body').getByRole('link', { name: '内容を見る' }).click();
  const landing = await opened;
  await landing.waitForLoadState();
  expect(landing.url()).toBe(demo.address('energy', '/seminar/'));
  expect(await landing.evaluate(() => document.referrer)).toBe('');
  await noticeButton(landing, SETTINGS).click();
  const settings = landing.locator('noren-preferences').getByRole('dialog');
  await settings.getByRole('switch', { name: IDENTIFICATION }).click();
  await settings.getByRole('switch', { name: LINKING }).click();
  await settings.getByRole('button', { name: SAVE }).click();
  await expect
    .poll(() => landing.evaluate(() => (window as never as { noren: Noren }).noren.state.link?.status))
    .toBe('linked');
  await page.goto(mail);
  await expect(page.getByRole('region', { name: 'このメールのリンク' })).toContainText('結び付けた数1');

  await signIn(landing, demo, 'energy', '伊藤 健');
  await expect(landing.locator('member-card')).toContainText('つばめ物流株式会社');
  await landing.getByRole('link', { name: 'クッキーの設定', exact: true }).click();
  await landing.locator('noren-preferences').getByRole('dialog').getByRole('switch', { name: LINKING }).click();
  await landing.locator('noren-preferences').getByRole('dialog').getByRole('button', { name: SAVE }).click();
  await expect(landing.locator('member-card')).not.toContainText('つばめ物流株式会社');
  await expect(landing.locator('member-card')).toContainText('会員情報と結び付いていません');
});

test('a member who asks for plain links on a site gets them from the next mail on', async ({ page, demo }) => {
  // The notice must not lie on the buttons: nothing is decided here.
  await page.setViewportSize({ width: 1280, height: 1800 });
  const linkOfNext = async () => {
    await page.goto(demo.address('mail', '/en/m-1004/'));
    await page.getByRole('button', { name: 'Newsletter' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Measure before you save' })).toBeVisible();
    return page.locator('.body').getByRole('link').first().getAttribute('href');
  };
  const choose = async (name: string) => {
    await page.goto(demo.address('portal', '/en/members/'));
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('status').filter({ hasText: 'From the next mail on' })).toBeVisible();
  };
  expect(await linkOfNext()).toContain('noren-link');
  await page.goto(demo.address('portal', '/en/members/'));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Emma Clark' }).click();
  await expect(page.getByRole('heading', { name: 'Emma Clark' })).toBeVisible();
  await choose('Same links for everyone');
  expect(await linkOfNext()).toBe(demo.address('energy', '/en/seminar/'));
  await choose('Personal links are fine');
  expect(await linkOfNext()).toContain('noren-link');
});
