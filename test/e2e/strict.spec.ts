import type { Page } from '@playwright/test';
import {
  ACCEPT,
  decided,
  expect,
  noticeButton,
  noticeDrawn,
  noticePanel,
  REJECT,
  SAVE,
  SETTINGS,
  test,
} from './fixture.ts';

const TAGS = ['/sp/sp.js', '/posthog/module.js', '/ad/ad.js', '/ad/pixel.gif', '/video/embed'];

interface Seen {
  violations: string[];
  errors: string[];
}

/** Keeps what the browser says of its policies, and what Noren tells the integrator. Survives a reload. */
async function watch(page: Page): Promise<Seen> {
  const seen: Seen = { violations: [], errors: [] };
  await page.exposeFunction('sawViolation', (text: string) => seen.violations.push(text));
  await page.exposeFunction('sawError', (text: string) => seen.errors.push(text));
  await page.addInitScript(() => {
    const told = window as never as Record<'sawViolation' | 'sawError', (text: string) => void>;
    addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sample }) => told.sawViolation(`${violatedDirective} ${blockedURI} ${sample}`),
      true,
    );
    addEventListener('noren:error', (event) => told.sawError((event as CustomEvent).detail.code));
  });
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /Content.Security.Policy|Trusted|Refused to/i.test(text))
      seen.violations.push(text);
  });
  return seen;
}

test('under a strict policy with Trusted Types everything works, and the browser has nothing to object to', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const seen = await watch(page);
  const before = demo.records('energy').length;
  const response = await page.goto(demo.address('energy', '/strict/'));
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(
    /script-src 'nonce-[^']+' 'strict-dynamic'; style-src 'self'; require-trusted-types-for 'script'/,
  );
  await noticeDrawn(page);
  // Styled: a bar at the foot of the window, of another colour than what is behind.
  const panel = noticePanel(page);
  await expect(panel).toHaveCSS('position', 'fixed');
  await expect(panel).toHaveCSS('border-radius', '14px');
  expect(traffic.thirdParty).toEqual([]);

  // A mixed choice in the preferences.
  await noticeButton(page, SETTINGS).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  const statistics = dialog.getByRole('switch', { name: '統計', exact: true });
  await expect(statistics).toHaveCSS('appearance', 'none');
  await expect(dialog.locator('[part=surface]')).not.toHaveCSS('border-radius', '0px');
  await statistics.click();
  await dialog.getByRole('button', { name: SAVE }).click();
  await expect.poll(() => traffic.thirdParty).toContain('/sp/sp.js');
  await expect.poll(() => traffic.thirdParty).toContain('/posthog/module.js');
  expect(traffic.thirdParty.filter((path) => /^\/(ad|video)\//.test(path))).toEqual([]);

  // All of it: scripts, module, frame and beacon.
  await dialog.getByRole('button', { name: ACCEPT, exact: true }).click();
  await expect.poll(() => TAGS.filter((tag) => !traffic.thirdParty.includes(tag))).toEqual([]);
  await expect(page.locator('#slot')).toHaveAttribute('data-shown', 'recommended');
  await expect.poll(() => demo.records('energy').length).toBe(before + 2);

  // The record and its receipt.
  await dialog.getByRole('button', { name: '選択の記録' }).click();
  // Firefox tells Playwright of no download, so what the page asked the API for is looked at.
  const receipt = page.waitForResponse((response) => response.url().endsWith('/receipt'));
  await dialog.getByRole('button', { name: '控えを保存' }).first().click();
  expect(await (await receipt).text()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);

  // And away with it.
  await dialog.getByRole('button', { name: REJECT, exact: true }).click();
  await expect(dialog).toContainText('このブラウザから削除しました');
  await expect(page.locator('iframe')).toHaveCount(0);
  await expect.poll(() => decided(context, 'energy')).toMatchObject({ statistics: false, advertising: false });
  await expect.poll(() => demo.records('energy').length).toBe(before + 3);
  traffic.forget();
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);
  expect(seen).toEqual({ violations: [], errors: [] });
});

test('a gated script that was injected without the page’s nonce does not run, and is reported by its code', async ({
  page,
  context,
  demo,
  traffic,
  browserName,
}) => {
  const seen = await watch(page);
  // A page that Playwright answers counts as one from outside, which may not call this machine unasked.
  if (browserName === 'chromium') await context.grantPermissions(['local-network-access']);
  const src = demo.address('thirdparty', '/injected.js');
  // What a page that prints its input unescaped would carry; nobody who injects knows the nonce.
  const injected = `<script type="text/plain" data-noren="statistics">injected = true</script>
    <script type="text/plain" data-noren="statistics" nonce="Z3Vlc3NlZA==">injected = true</script>
    <script type="text/plain" data-noren="statistics" src="${src}"></script>
    <template data-noren="statistics"><p><script>injected = true</script></p></template>`;
  await page.route('**/strict/', async (route) => {
    // From Node no *.localhost resolves.
    const { host, pathname, port } = new URL(route.request().url());
    const response = await route.fetch({ url: `http://127.0.0.1:${port}${pathname}`, headers: { host } });
    await route.fulfill({ response, body: (await response.text()).replace('<main', `${injected}<main`) });
  });
  await page.goto(demo.address('energy', '/strict/'));
  await noticeDrawn(page);
  await noticeButton(page, ACCEPT).click();
  // The page's own tags of the same purpose run.
  await expect.poll(() => TAGS.filter((tag) => !traffic.thirdParty.includes(tag))).toEqual([]);
  await expect.poll(() => seen.errors).toEqual(['missing-nonce', 'missing-nonce', 'missing-nonce', 'missing-nonce']);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect(traffic.thirdParty).not.toContain('/injected.js');
  expect(seen.violations).toEqual([]);
});

test('the head snippet says denied before anything else, then once per decision what each Consent Mode type became', async ({
  page,
  context,
  demo,
}) => {
  const seen = await watch(page);
  const layer = () =>
    page.evaluate(() =>
      ((window as never as { dataLayer?: ArrayLike<unknown>[] }).dataLayer ?? []).map((entry) => Array.from(entry)),
    );
  const values = (statistics: string, recommendation: string, advertising: string, necessary = 'granted') => ({
    functionality_storage: necessary,
    security_storage: necessary,
    analytics_storage: statistics,
    personalization_storage: recommendation,
    ad_storage: advertising,
    ad_user_data: advertising,
    ad_personalization: advertising,
  });
  // Before anything else of the page: the first script that runs finds the default there.
  await page.addInitScript(() => {
    new MutationObserver((mutations, observer) => {
      const later = mutations.flatMap(({ addedNodes }) => [...addedNodes]).find((node) => node.nodeName === 'BODY');
      if (!later) return;
      observer.disconnect();
      Object.assign(window, { layerAtBody: (window as never as { dataLayer: unknown[] }).dataLayer?.length });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(demo.address('portal', '/head/'));
  await noticeDrawn(page);
  const first = page.locator('script').first();
  expect(await first.evaluate((script: HTMLScriptElement) => script.src)).toBe('');
  expect(await page.evaluate(() => (window as never as { layerAtBody: number }).layerAtBody)).toBeGreaterThanOrEqual(1);
  const denied = values('denied', 'denied', 'denied');
  const byDefault = ['consent', 'default', { ...values('denied', 'denied', 'denied', 'denied'), wait_for_update: 500 }];
  expect((await layer())[0]).toEqual(byDefault);
  // What is in force when the gate opens: nothing yet.
  const expected: unknown[] = [byDefault, ['consent', 'update', denied]];
  await expect.poll(layer).toEqual(expected);

  const decides = async (values: object, choose: () => Promise<void>): Promise<void> => {
    const before = demo.records('portal').length;
    await choose();
    // Whatever the API's confirmation sets off has happened too.
    await expect.poll(() => demo.records('portal').length).toBe(before + 1);
    await expect.poll(async () => (await context.cookies()).find(({ name }) => name === 'noren')?.value).toBeTruthy();
    await expect
      .poll(async () => (await context.cookies()).find(({ name }) => name === 'noren')?.value)
      .not.toContain('%22r%22');
    expected.push(['consent', 'update', values]);
    expect(await layer()).toEqual(expected);
  };
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await decides(values('granted', 'denied', 'denied'), async () => {
    await noticeButton(page, SETTINGS).click();
    await dialog.getByRole('switch', { name: '統計', exact: true }).click();
    await dialog.getByRole('button', { name: SAVE }).click();
  });
  await decides(values('granted', 'granted', 'granted'), () =>
    dialog.getByRole('button', { name: ACCEPT, exact: true }).click(),
  );
  await decides(denied, () => dialog.getByRole('button', { name: REJECT, exact: true }).click());

  // A returning visitor: the default, and one update with what was chosen.
  await page.reload();
  await expect.poll(layer).toEqual([byDefault, ['consent', 'update', denied]]);
  expect(seen).toEqual({ violations: [], errors: [] });
});
