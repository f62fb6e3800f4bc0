import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { ACCEPT, decided, expect, noticeButton, noticePanel, REJECT, SETTINGS, takenOver, test } from './fixture.ts';
import { pixelsOf, pixelsOfEdge } from './pixels.ts';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };
/** A window of 1280 × 1024 at 400 %. @see https://www.w3.org/TR/WCAG22/#reflow */
const ZOOMED = { width: 320, height: 256 };

const words = {
  ja: { path: '/', accept: ACCEPT, reject: REJECT, settings: SETTINGS, footer: 'クッキーの設定' },
  en: {
    path: '/en/',
    accept: 'Allow all',
    reject: 'Only what is needed',
    settings: 'Choose one by one',
    footer: 'Cookie settings',
  },
} as const;

/** Firefox under Playwright ignores the switch, and shows what it shows to everybody. */
const schemes = (browserName: string) =>
  browserName === 'firefox' ? (['light'] as const) : (['light', 'dark'] as const);

for (const [site, language] of [
  ['energy', 'ja'],
  ['energy', 'en'],
  ['solutions', 'ja'],
] as const) {
  test(`accepting and refusing are two buttons of one size, one row, one look in every width and light, on ${site} in ${language}`, async ({
    page,
    demo,
    browserName,
  }) => {
    const { path, accept, reject } = words[language];
    await page.goto(demo.address(site, path));
    await takenOver(page);
    for (const colorScheme of schemes(browserName)) {
      await page.emulateMedia({ colorScheme });
      for (const size of [DESKTOP, PHONE]) {
        await page.setViewportSize(size);
        const where = `${colorScheme} ${size.width}`;
        const [yes, no] = [noticeButton(page, accept), noticeButton(page, reject)];
        const [yesBox, noBox] = [await yes.boundingBox(), await no.boundingBox()];
        // Firefox lays out in sixtieths of a pixel.
        for (const side of ['y', 'width', 'height'] as const)
          expect(noBox?.[side], where).toBeCloseTo(yesBox?.[side] ?? 0, 1);
        expect(await look(yes), where).toEqual(await look(no));
        const [yesPixels, noPixels] = [await pixelsOf(yes), await pixelsOf(no)];
        expect(yesPixels.ground, where).toEqual(noPixels.ground);
        expect(Math.min(yesPixels.contrast, noPixels.contrast), where).toBeGreaterThanOrEqual(4.5);
        const text = await pixelsOf(page.locator('noren-notice p').first());
        expect(text.contrast, where).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
}

test('in forced colours the two buttons still look alike and can be read', async ({ page, demo, browserName }) => {
  test.skip(browserName === 'firefox', 'Firefox under Playwright has no forced colours.');
  await page.goto(demo.address('energy'));
  await takenOver(page);
  await page.emulateMedia({ forcedColors: 'active' });
  const [yes, no] = [await pixelsOf(noticeButton(page, ACCEPT)), await pixelsOf(noticeButton(page, REJECT))];
  expect(yes.ground).toEqual(no.ground);
  expect(Math.min(yes.contrast, no.contrast)).toBeGreaterThanOrEqual(4.5);
});

for (const language of ['ja', 'en'] as const) {
  test(`axe finds nothing in the notice, the preferences and the page after a choice, and their links lead to pages in ${language}`, async ({
    page,
    demo,
    browserName,
  }) => {
    const { path, reject, settings, footer } = words[language];
    const inEveryLook = async (state: string): Promise<void> => {
      for (const colorScheme of schemes(browserName)) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        for (const size of [DESKTOP, PHONE]) {
          await page.setViewportSize(size);
          expect(await axeFindings(page), `${state}, ${colorScheme}, ${size.width}`).toEqual([]);
        }
      }
    };
    await page.goto(demo.address('energy', path));
    await takenOver(page);
    await inEveryLook('notice');
    const register = `${path}cookies/`;
    await expect(page.locator('noren-notice').getByRole('link')).toHaveAttribute('href', register);
    await noticeButton(page, settings).click();
    const dialog = page.locator('noren-preferences').getByRole('dialog');
    await expect(dialog.getByRole('switch')).toHaveCount(5);
    await inEveryLook('preferences');
    await expect(dialog.locator(`a[href="${register}"]`)).toBeVisible();
    await expect(dialog.locator(`a[href$="/handling-notice${language === 'ja' ? '' : '.en'}.html"]`)).toBeVisible();
    await dialog.getByRole('button', { name: reject, exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await inEveryLook('decided');
    await page.getByRole('contentinfo').getByRole('link', { name: footer }).click();
    await dialog.getByRole('button', { expanded: false }).first().click();
    await expect(dialog.getByRole('listitem').first()).toBeVisible();
    await inEveryLook('preferences, decided, one purpose opened');
  });
}

test('on a phone it leaves half the screen, shows both buttons without scrolling and scrolls inside itself', async ({
  page,
  demo,
}) => {
  await page.setViewportSize(PHONE);
  for (const { path, accept, reject } of Object.values(words)) {
    await page.goto(demo.address('energy', path));
    await takenOver(page);
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
      await takenOver(page);
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

for (const [width, height] of [
  [844, 390],
  [667, 375],
  [568, 320],
] as const) {
  test(`on a phone on its side, ${width} × ${height}, it leaves half the screen, with both buttons in sight and the rest by scrolling`, async ({
    page,
    demo,
    ownSite,
  }) => {
    await page.setViewportSize({ width, height });
    const card = await ownSite({ notice: { layout: 'card' } }, '<h1>試験</h1>'.repeat(30));
    const urls = Object.values(words).map(({ path, ...names }) => ({ url: demo.address('energy', path), ...names }));
    for (const { url, accept, reject, settings } of [...urls, { url: card.url, ...words.ja }]) {
      await page.goto(url);
      await takenOver(page);
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
}

for (const [site, path, width, height] of [
  ['energy', '/', 1280, 800],
  ['energy', '/en/', 1280, 800],
  ['energy', '/', 800, 700],
  ['energy', '/', 320, 640],
  ['energy', '/en/', 844, 390],
  ['energy', '/', 1280, 400],
  ['solutions', '/', 1280, 800],
] as const) {
  test(`the keyboard goes through it as the eye does, every button within three presses, on ${site}${path} at ${width} × ${height}`, async ({
    page,
    demo,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(demo.address(site, path));
    await takenOver(page);
    const reached: { part: string; top: number; bottom: number; left: number }[] = [];
    for (let presses = 0; presses < 4; presses += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const panel = document.querySelector('noren-notice')?.shadowRoot;
          const part = panel?.activeElement as HTMLElement;
          // Where it stands in the notice, wherever that is scrolled to.
          const { scrollTop = 0 } = panel?.querySelector('.surface') ?? {};
          const { top, bottom, left } = part.getBoundingClientRect();
          return { part: part.localName, top: top + scrollTop, bottom: bottom + scrollTop, left };
        }),
      );
    }
    expect(reached.map(({ part }) => part)).toEqual(['button', 'button', 'button', 'a']);
    for (const [at, next] of reached.slice(1).entries()) {
      const here = reached[at] as (typeof reached)[number];
      const below = next.top >= here.bottom - 1;
      const beside = Math.abs(next.top - here.top) <= 1 && next.left > here.left;
      expect(below || beside, `${at}: ${JSON.stringify([here, next])}`).toBe(true);
    }
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('noren-notice');
  });
}

test('its text is readable where a site has made its own root font small, and grows where the root grows', async ({
  page,
  demo,
}) => {
  await page.goto(demo.address('energy'));
  await takenOver(page);
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
    await takenOver(page);
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
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'Only Chromium tells of layout shifts.');
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
      const before = await noticePanel(page).boundingBox();
      first.resolve();
      await takenOver(page);
      expect(await shifts(), where).toEqual([]);
      expect(await noticePanel(page).boundingBox(), where).toEqual(before);
      await noticeButton(page, REJECT).click();
      await expect(noticePanel(page)).toBeHidden();
      expect(await shifts(), where).toEqual([]);
      await page.unroute('**/noren-page*');
    }
  }
});

for (const [layout, style] of [
  ['a grid of three rows', 'display:grid;grid-template-rows:auto 1fr auto;min-height:100vh'],
  ['a column with gaps', 'display:flex;flex-direction:column;gap:40px;min-height:100vh'],
  ['a column that spreads', 'display:flex;flex-direction:column;justify-content:space-between;min-height:100vh'],
] as const) {
  test(`neither it nor the settings take a place in a page whose body is ${layout}`, async ({ page, ownSite }) => {
    const body = `<style>body{margin:0;${style}}</style><header>試験</header><main>本文です。</main><footer>終わり</footer>`;
    const { url } = await ownSite({}, body);
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('header,main,footer')].map((part) => {
          const { top, left, height } = part.getBoundingClientRect();
          return [top, left, height];
        }),
      );
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
}

for (const [root, width] of [
  [20, 1024],
  [24, 1024],
  [28, 1280],
  [16, 960],
  [16, 1100],
  [16, 1280],
] as const) {
  test(`its buttons are in its panel beside readable text where the page's root font is ${root} px, at ${width} px`, async ({
    page,
    ownSite,
  }) => {
    await page.setViewportSize({ width, height: 768 });
    const { url } = await ownSite({}, `<style>html{font-size:${root}px}</style><main>本文です。</main>`);
    await page.goto(url);
    await takenOver(page);
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
}

for (const [what, style] of [
  ['transformed', 'transform:translateZ(0)'],
  ['filtered', 'filter:brightness(1)'],
  ['animated', 'animation:rise 1ms both}@keyframes rise{from{transform:translateY(8px)}'],
] as const) {
  test(`it is on the screen where the page's body is ${what}, below what the page has open, and not on paper`, async ({
    page,
    ownSite,
    browserName,
  }) => {
    const body = `<style>body{margin:0;${style}}main{height:300vh}dialog{inset:auto 0 0;width:100%;height:300px}</style>
      <main>本文です。</main><dialog><button>はい</button></dialog>`;
    const { url } = await ownSite({}, body);
    await page.goto(url);
    await takenOver(page);
    for (const size of [DESKTOP, PHONE]) {
      await page.setViewportSize(size);
      const panel = await noticePanel(page).boundingBox();
      expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeGreaterThan(size.height - 32);
      expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThan(size.height);
      expect(await uncovered(page, 'button:first-child')).toBe(true);
      expect(await uncovered(page, 'h2')).toBe(true);
    }
    // The second file, which knows of paper, comes when the visitor moves. Firefox under Playwright has no paper.
    await page.mouse.move(9, 9);
    if (browserName !== 'firefox') {
      await page.emulateMedia({ media: 'print' });
      await expect(noticePanel(page)).toBeHidden();
      await page.emulateMedia({ media: 'screen' });
    }
    await page.locator('dialog').evaluate((dialog) => (dialog as HTMLDialogElement).showModal());
    const yes = page.getByRole('button', { name: 'はい' });
    await yes.click();
    await page.locator('dialog').evaluate((dialog) => (dialog as HTMLDialogElement).close());
    await noticeButton(page, REJECT).click();
    await expect(noticePanel(page)).toBeHidden();
  });
}

test('it does not lie above a dialog that the page had opened before', async ({ page, ownSite }) => {
  const { url } = await ownSite(
    {},
    `<style>dialog{inset:auto 0 0;width:100%;height:400px}</style><dialog><button autofocus>はい</button></dialog>
      <script>document.querySelector('dialog').showModal()</script>`,
  );
  await page.goto(url);
  await takenOver(page);
  const above = await page.evaluate(() => {
    const { left, top } =
      document.querySelector('noren-notice')?.shadowRoot?.querySelector('h2')?.getBoundingClientRect() ?? new DOMRect();
    return document.elementFromPoint(left, top)?.localName;
  });
  expect(above).toBe('dialog');
  await page.locator('dialog').evaluate((dialog) => (dialog as HTMLDialogElement).close());
  expect(await uncovered(page, 'h2')).toBe(true);
});

test('it is first in the page and leaves the keyboard where it is, in the middle of a word', async ({
  page,
  ownSite,
}) => {
  const { url } = await ownSite({}, '<h1>試験</h1><label>お名前 <input autofocus></label>');
  const rest = Promise.withResolvers<void>();
  await page.route('**/noren.js', async (route) => {
    await rest.promise;
    await route.continue();
  });
  // The tag is async, so the page is there before it.
  await page.goto(url, { waitUntil: 'commit' });
  const field = page.getByRole('textbox');
  await expect(field).toBeFocused();
  await page.keyboard.type('のれ');
  rest.resolve();
  await takenOver(page);
  await page.keyboard.type('ん');
  await expect(field).toHaveValue('のれん');
  expect(await page.evaluate(() => document.body.firstElementChild?.localName)).toBe('noren-notice');
});

for (const [site, path, size] of [
  ['energy', '/', DESKTOP],
  ['energy', '/', PHONE],
  ['solutions', '/', DESKTOP],
  ['energy', '/en/cookies/', PHONE],
] as const) {
  test(`it never covers what has the focus on ${site}${path} at ${size.width} px, forwards and backwards`, async ({
    page,
    demo,
    browserName,
  }) => {
    test.skip(
      browserName === 'firefox' && (site === 'energy') !== (path === '/' && size === PHONE),
      'It is slow here.',
    );
    await page.setViewportSize(size);
    await page.goto(demo.address(site, path));
    await takenOver(page);
    await page.locator('demo-panel button').waitFor();
    const ends = { Tab: 'footer li:last-child a', 'Shift+Tab': '.skip a' };
    let seen = 0;
    for (const [key, end] of Object.entries(ends)) {
      for (let at = await underNotice(page, end); !at.arrived; seen += 1) {
        await page.keyboard.press(key);
        at = await underNotice(page, end);
        // The first of them may come while the file that keeps it in sight is on its way.
        if (at.covered)
          await expect
            .poll(() => underNotice(page, end), { message: `${key}: ${at.focus}` })
            .toMatchObject({ covered: 0 });
      }
    }
    expect(seen).toBeGreaterThan(24);
  });
}

test('neither Esc nor scrolling nor a click elsewhere decides anything, and the next page asks again', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const before = demo.records('energy').length;
  await page.goto(demo.address('energy'));
  await takenOver(page);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.mouse.wheel(0, 3000);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'ニュース・イベント' }).first().click();
  await page.waitForURL('**/news/');
  await expect(noticePanel(page)).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  expect(traffic.thirdParty).toEqual([]);
  expect(traffic.records).toEqual([]);
  expect(demo.records('energy').length).toBe(before);
});

test('a blocking notice stays through Esc and clicks beside it, keeps the page out of reach, and goes with a choice', async ({
  page,
  context,
  ownSite,
}) => {
  const { url } = await ownSite(
    { notice: { layout: 'dialog' } },
    '<main><h1>試験</h1><p><a href="#a">リンク</a></p></main>',
  );
  await page.goto(url);
  await takenOver(page);
  const dialog = page.getByRole('dialog', { name: 'クッキーと Web ビーコンについて' });
  // The second Esc in a row is one that no page can prevent.
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
  }
  await page.mouse.click(5, 5);
  await expect(dialog).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  // The link is inert: nothing reaches it.
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('a');
  }
  await expect(page.getByRole('link', { name: 'リンク' }).click({ timeout: 500, trial: true })).rejects.toThrow();
  expect(await decided(context, 'own')).toBeUndefined();
  await noticeButton(page, SETTINGS).click();
  const preferences = page.getByRole('dialog', { name: 'クッキーの設定' });
  await expect(preferences.getByRole('switch')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(preferences).toBeHidden();
  await expect(dialog).toBeVisible();
  expect(await decided(context, 'own')).toBeUndefined();
  await noticeButton(page, REJECT).click();
  await expect(dialog).toBeHidden();
  expect(Object.values((await decided(context, 'own')) ?? { none: true })).toEqual([false, false, false, false, false]);
  await page.getByRole('link', { name: 'リンク' }).click();
  await expect(page).toHaveURL(`${url}#a`);
});

test('a blocking notice that an ad blocker hides leaves the page alone, before it comes and after', async ({
  page,
  context,
  ownSite,
}) => {
  const hide = 'noren-notice{display:none!important}';
  const link = page.getByRole('link', { name: 'リンク' });
  for (const head of [`<style>${hide}</style>`, '']) {
    const { url } = await ownSite({ notice: { layout: 'dialog' } }, `${head}<p><a href="#a">リンク</a></p>`);
    await page.goto(url);
    await takenOver(page);
    if (!head) {
      await expect(noticePanel(page)).toBeVisible();
      await page.addStyleTag({ content: hide });
    }
    await link.click();
    await expect(page).toHaveURL(`${url}#a`);
    expect(await decided(context, 'own')).toBeUndefined();
  }
});

/** How a button looks, in the browser's own computed words. */
function look(button: ReturnType<typeof noticeButton>): Promise<Record<string, string>> {
  return button.evaluate((element) => {
    const style = getComputedStyle(element);
    const names = [
      'display',
      'color',
      'backgroundColor',
      'backgroundImage',
      'border',
      'borderRadius',
      'boxShadow',
      'fontFamily',
      'fontSize',
      'fontWeight',
      'fontStyle',
      'letterSpacing',
      'lineHeight',
      'textDecoration',
      'textTransform',
      'opacity',
      'padding',
      'outline',
      'filter',
      'cursor',
    ] as const;
    return { element: element.localName, ...Object.fromEntries(names.map((name) => [name, style[name]])) };
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

/** What has the focus, how much of it is under the notice (0 to 1), and whether it is the last to look at. */
function underNotice(page: Page, end: string): Promise<{ focus: string; covered: number; arrived: boolean }> {
  return page.evaluate((selector) => {
    let element = document.activeElement ?? document.body;
    // Into the elements of the page: their host is as tall as all that is in them.
    while (element.localName !== 'noren-notice' && element.shadowRoot?.activeElement)
      element = element.shadowRoot.activeElement;
    const ends = document.querySelectorAll(selector);
    const focus = `${element.localName} ${element.textContent?.trim().slice(0, 30)}`;
    const arrived = element === ends[ends.length - 1];
    const panel = document.querySelector('noren-notice')?.shadowRoot?.querySelector('.panel');
    if (!panel || /^(body|noren-notice)$/.test(element.localName)) return { focus, covered: 0, arrived };
    const [own, over] = [element.getBoundingClientRect(), panel.getBoundingClientRect()];
    const overlap = (start: 'left' | 'top', stop: 'right' | 'bottom') =>
      Math.max(0, Math.min(own[stop], over[stop]) - Math.max(own[start], over[start]));
    const covered = (overlap('left', 'right') * overlap('top', 'bottom')) / (own.width * own.height || 1);
    return { focus, covered, arrived };
  }, end);
}
