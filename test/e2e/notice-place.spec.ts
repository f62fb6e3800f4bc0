import type { Page } from '@playwright/test';
import {
  ACCEPT,
  expect,
  noticeButton,
  noticeDrawn,
  noticePanel,
  REJECT,
  SETTINGS,
  takenOver,
  test,
} from './fixture.ts';
import { DESKTOP, PHONE, words, ZOOMED } from './notice-words.ts';
import { pixelsOf, pixelsOfEdge } from './pixels.ts';

test('on a phone it leaves half the screen, shows both buttons without scrolling and scrolls inside itself', async ({
  page,
  demo,
}) => {
  await page.setViewportSize(PHONE);
  for (const { path, accept, reject } of Object.values(words)) {
    await page.goto(demo.address('energy', path));
    await noticeDrawn(page);
    const panel = await noticePanel(page).boundingBox();
    expect(panel?.height, path).toBeLessThanOrEqual(PHONE.height / 2);
    for (const name of [accept, reject]) await expect(noticeButton(page, name)).toBeInViewport({ ratio: 1 });
    await page.locator('noren-notice').getByRole('link').focus();
    expect(await uncovered(page, 'a'), path).toBe(true);
    await expect(noticeButton(page, accept)).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => scrollY)).toBe(0);
  }
});

test('on a phone what the browser asks for, or cannot keep, is told first and in sight, and what goes on fades into the buttons', async ({
  page,
  demo,
}) => {
  await page.addInitScript(() => {
    const [gpc, blocked] = ['?gpc', '?blocked'].map((query) => location.search === query);
    if (gpc) Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });
    if (blocked) Object.defineProperty(Navigator.prototype, 'cookieEnabled', { configurable: true, get: () => false });
  });
  await page.setViewportSize(PHONE);
  for (const { path } of Object.values(words)) {
    for (const query of ['?gpc', '?blocked']) {
      await page.goto(demo.address('energy', path + query));
      await noticeDrawn(page);
      const state = page.locator('noren-notice .state');
      await expect(state).toBeVisible();
      expect(await uncovered(page, '.state'), path + query).toBe(true);
    }
    const [surface, actions] = [page.locator('noren-notice .surface'), page.locator('noren-notice .actions')];
    // Letters above the buttons while there are more of them; at the end nothing but the ground.
    expect((await pixelsOfEdge(actions, 14)).contrast, path).toBeGreaterThan(1.5);
    await surface.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    expect((await pixelsOfEdge(actions, 14)).contrast, path).toBeLessThan(1.1);
  }
});

test('on a phone on its side it leaves half the screen, with both buttons in sight and the rest by scrolling', async ({
  page,
  demo,
  ownSite,
}) => {
  const card = await ownSite({ notice: { layout: 'card' } }, '<h1>試験</h1>'.repeat(30));
  const urls = Object.values(words).map(({ path, ...names }) => ({ url: demo.address('energy', path), ...names }));
  for (const [width, height] of [
    [844, 390],
    [667, 375],
    [568, 320],
  ] as const)
    await test.step(`${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      for (const { url, accept, reject, settings } of [...urls, { url: card.url, ...words.ja }]) {
        await page.goto(url);
        await noticeDrawn(page);
        const panel = await noticePanel(page).boundingBox();
        expect(panel?.height, url).toBeLessThanOrEqual(height / 2);
        // The heading is there at once. Looking at a button's pixels scrolls to it, in Firefox also where it is in sight.
        expect(await uncovered(page, 'h2'), url).toBe(true);
        // What is on the screen above it is the page, from edge to edge.
        expect(await highestOfNotice(page), url).toBeGreaterThanOrEqual(Math.floor(height / 2) - 8);
        const [yes, no] = [noticeButton(page, accept), noticeButton(page, reject)];
        for (const name of [accept, reject, settings])
          await expect(noticeButton(page, name)).toBeInViewport({ ratio: 1 });
        const [yesBox, noBox] = [await yes.boundingBox(), await no.boundingBox()];
        for (const side of ['y', 'width', 'height'] as const)
          expect(noBox?.[side], url).toBeCloseTo(yesBox?.[side] ?? 0, 1);
        const [yesPixels, noPixels] = [await pixelsOf(yes), await pixelsOf(no)];
        expect(yesPixels.ground, url).toEqual(noPixels.ground);
        expect(Math.min(yesPixels.contrast, noPixels.contrast), url).toBeGreaterThanOrEqual(4.5);
        await page.locator('noren-notice').getByRole('link').focus();
        expect(await uncovered(page, 'a'), url).toBe(true);
        for (const name of [accept, reject]) await expect(noticeButton(page, name)).toBeInViewport({ ratio: 1 });
        expect(await page.evaluate(() => scrollY)).toBe(0);
      }
    });
});

test('its text is readable where a site has made its own root font small, and grows where the root grows', async ({
  page,
  demo,
}) => {
  await page.goto(demo.address('energy'));
  await noticeDrawn(page);
  const size = () =>
    page.evaluate(() => {
      const text = document.querySelector('noren-notice')?.shadowRoot?.querySelector('p');
      return text ? Number.parseFloat(getComputedStyle(text).fontSize) : 0;
    });
  expect(await size()).toBe(16);
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '62.5%'));
  expect(await size()).toBe(16);
  await page.addStyleTag({ content: '*{font-size:10px!important}' });
  expect(await size()).toBe(16);
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '32px', 'important'));
  expect(await size()).toBe(28);
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '16px', 'important'));
  await page.setViewportSize(PHONE);
  expect(await size()).toBe(14);
});

test('at 400 % zoom every word of it can be read and every button pressed', async ({ page, demo }) => {
  await page.setViewportSize(ZOOMED);
  for (const { path, accept, reject, settings } of Object.values(words)) {
    await page.goto(demo.address('energy', path));
    await noticeDrawn(page);
    for (const name of [accept, reject, settings]) await expect(noticeButton(page, name)).toBeInViewport({ ratio: 1 });
    // The heading is there at once; the rest comes by scrolling inside.
    expect(await uncovered(page, 'h2'), path).toBe(true);
    await page.locator('noren-notice').getByRole('link').focus();
    expect(await uncovered(page, 'a'), path).toBe(true);
  }
});

test('it moves nothing: neither when it comes, nor when it is taken over, nor when it goes', async ({
  page,
  ownSite,
}) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const shifts = () =>
    page.evaluate(
      () =>
        // Two frames later the observer has been told.
        new Promise((resolve) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => setTimeout(() => resolve((window as never as { shifts: number[] }).shifts))),
          ),
        ),
    );
  for (const layout of ['bar', 'card', 'dialog'] as const) {
    const { url } = await ownSite({ notice: { layout } }, '<h1>試験</h1><p>本文です。</p>'.repeat(30));
    for (const size of [DESKTOP, PHONE, ZOOMED]) {
      await page.setViewportSize(size);
      await page.context().clearCookies();
      // The second file waits, so that the first frame stands by itself for a while.
      const first = Promise.withResolvers<void>();
      await page.route('**/noren-page*', async (route) => {
        await first.promise;
        await route.continue();
      });
      await page.goto(url);
      // A notice that blocks the page comes with the second file.
      if (layout === 'dialog') first.resolve();
      await expect(noticePanel(page)).toBeVisible();
      const where = `${layout} ${size.width} × ${size.height}`;
      expect(await shifts(), where).toEqual([]);
      const before = await placesInNotice(page);
      first.resolve();
      await takenOver(page);
      expect(await shifts(), where).toEqual([]);
      expect(await placesInNotice(page), where).toEqual(before);
      await noticeButton(page, REJECT).click();
      await expect(noticePanel(page)).toBeHidden();
      expect(await shifts(), where).toEqual([]);
      await page.unroute('**/noren-page*');
    }
  }
});

test('neither it nor the settings take a place in a page, however its body is laid out', async ({ page, ownSite }) => {
  for (const [layout, style] of [
    ['a grid of three rows', 'display:grid;grid-template-rows:auto 1fr auto;min-height:100vh'],
    ['a column with gaps', 'display:flex;flex-direction:column;gap:40px;min-height:100vh'],
    ['a column that spreads', 'display:flex;flex-direction:column;justify-content:space-between;min-height:100vh'],
    ['a stack that knows it', '& > * + *{margin-top:40px} & > noren-notice + *{margin-top:0}'],
    ['a rule for all that stands in it', '& > *{position:relative;flex:1;margin:10px;padding:20px;border:1px solid}'],
  ] as const)
    await test.step(`${layout}`, async () => {
      const body = `<style>body{margin:0;${style}}</style><header>試験</header><main>本文です。</main><footer>終わり</footer>`;
      // A cookie is of a host, whatever the port.
      await page.context().clearCookies();
      const { url } = await ownSite({}, body);
      const places = () =>
        page.evaluate(() => {
          const parts = [...document.querySelectorAll('header,main,footer')].map((part) => {
            const { top, left, height } = part.getBoundingClientRect();
            return [top, left, height];
          });
          // Nor does anything that is not seen make the page longer.
          return [...parts, document.documentElement.scrollHeight];
        });
      await page.route('**/noren.js', (route) => route.abort());
      await page.goto(url);
      const alone = await places();
      await page.unroute('**/noren.js');
      await page.goto(url);
      await expect(noticePanel(page)).toBeVisible();
      expect(await places()).toEqual(alone);
      await noticeButton(page, SETTINGS).click();
      const preferences = page.getByRole('dialog', { name: 'クッキーの設定' });
      await expect(preferences.getByRole('switch')).toHaveCount(5);
      expect(await places()).toEqual(alone);
      await page.keyboard.press('Escape');
      await noticeButton(page, REJECT).click();
      await expect(noticePanel(page)).toBeHidden();
      expect(await places()).toEqual(alone);
    });
});

test('its buttons are in its panel beside readable text, whatever the root font of the page', async ({
  page,
  ownSite,
}) => {
  for (const [root, width] of [
    [20, 1024],
    [24, 1024],
    [28, 1280],
    [16, 960],
    [16, 1100],
    [16, 1280],
  ] as const)
    await test.step(`${root} px, at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 768 });
      const { url } = await ownSite({}, `<style>html{font-size:${root}px}</style><main>本文です。</main>`);
      await page.goto(url);
      await noticeDrawn(page);
      const panel = (await noticePanel(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      for (const name of [ACCEPT, REJECT, SETTINGS]) {
        const box = (await noticeButton(page, name).boundingBox()) ?? panel;
        expect(box.x, name).toBeGreaterThan(panel.x);
        expect(box.x + box.width, name).toBeLessThan(panel.x + panel.width);
        expect(box.y + box.height, name).toBeLessThan(panel.y + panel.height);
      }
      const text = await page.locator('noren-notice p').first().boundingBox();
      expect(text?.width).toBeGreaterThan(240);
      if (root < 28) expect(panel.height).toBeLessThanOrEqual(384);
    });
});

test('it is on the screen, below what the page has open, and not on paper, whatever makes the body a place of its own', async ({
  page,
  ownSite,
  browserName,
}) => {
  for (const [what, style] of [
    ['transformed', 'transform:translateZ(0)'],
    ['filtered', 'filter:brightness(1)'],
    ['animated', 'animation:rise 1ms both}@keyframes rise{from{transform:translateY(8px)}'],
    ['vertical', 'writing-mode:vertical-rl'],
    ['one whose children are blocks', '& > :not(dialog){display:block}'],
    ['one that skips what it holds', '& > :not(main,dialog){content-visibility:hidden}'],
  ] as const)
    await test.step(what, async () => {
      // A cookie is of a host, whatever the port.
      await page.context().clearCookies();
      await page.setViewportSize(DESKTOP);
      const body = `<style>body{margin:0;${style}}main{height:300vh}dialog{inset:auto 0 0;width:100%;height:300px}</style>
        <main>本文です。</main><dialog><button>はい</button></dialog>`;
      const { url } = await ownSite({}, body);
      await page.goto(url);
      await noticeDrawn(page);
      for (const size of [DESKTOP, PHONE]) {
        await page.setViewportSize(size);
        const panel = await noticePanel(page).boundingBox();
        expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeGreaterThan(size.height - 32);
        expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThan(size.height);
        expect(await uncovered(page, 'button:first-child')).toBe(true);
        expect(await uncovered(page, 'h2')).toBe(true);
      }
      // On paper there is nothing to press, also before the second file. Firefox under Playwright has no paper.
      if (browserName !== 'firefox') {
        await page.emulateMedia({ media: 'print' });
        await expect(noticePanel(page)).toBeHidden();
        await page.emulateMedia({ media: 'screen' });
      }
      await page.mouse.move(9, 9);
      await page.locator('dialog').evaluate((dialog) => (dialog as HTMLDialogElement).showModal());
      const yes = page.getByRole('button', { name: 'はい' });
      await yes.click();
      await page.locator('dialog').evaluate((dialog) => (dialog as HTMLDialogElement).close());
      await noticeButton(page, REJECT).click();
      await expect(noticePanel(page)).toBeHidden();
    });
});

test('it does not lie above a dialog that the page had opened before', async ({ page, ownSite }) => {
  const { url } = await ownSite(
    {},
    `<style>dialog{inset:auto 0 0;width:100%;height:400px}</style><dialog><button autofocus>はい</button></dialog>
      <script>document.querySelector('dialog').showModal()</script>`,
  );
  await page.goto(url);
  await noticeDrawn(page);
  const above = await page.evaluate(() => {
    const { left, top } =
      document.querySelector('noren-notice')?.shadowRoot?.querySelector('h2')?.getBoundingClientRect() ?? new DOMRect();
    return document.elementFromPoint(left, top)?.localName;
  });
  expect(above).toBe('dialog');
  await page.locator('dialog').evaluate((dialog) => (dialog as HTMLDialogElement).close());
  expect(await uncovered(page, 'h2')).toBe(true);
});

/** Where the panel of the notice is, and everything in it that can be read or pressed. */
function placesInNotice(page: Page): Promise<number[][]> {
  return page.evaluate(() => {
    const parts =
      document.querySelector('noren-notice')?.shadowRoot?.querySelectorAll('.panel,h2,p:not([role]),button,a') ?? [];
    return [...parts].map((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left, top, width, height];
    });
  });
}

/** How far down the notice begins, in whole pixels, looked for over the whole width of the screen. */
function highestOfNotice(page: Page): Promise<number> {
  return page.evaluate(() => {
    for (let y = 0; y < innerHeight; y += 1)
      for (let x = 0; x < innerWidth; x += 8)
        if (document.elementFromPoint(x, y)?.localName === 'noren-notice') return y;
    return innerHeight;
  });
}

/** Whether the upper left of a part of the notice is on the screen with nothing above it. */
function uncovered(page: Page, selector: string): Promise<boolean> {
  return page.locator(`noren-notice ${selector}`).evaluate((element) => {
    const { left, top, height } = element.getBoundingClientRect();
    const points = [2, height / 2, height - 2].map((down) => [left + 4, top + down] as const);
    return points.every(([x, y]) => {
      const on = (element.getRootNode() as ShadowRoot).elementFromPoint(x, y);
      return on !== null && (element.contains(on) || on.contains(element));
    });
  });
}
