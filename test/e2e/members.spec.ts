import { axeFindings } from './axe.ts';
import { expect, test } from './fixture.ts';

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
