import type { Page } from '@playwright/test';
import { expect, noticeDrawn, test } from './fixture.ts';
import { DESKTOP, PHONE } from './notice-words.ts';

test('the keyboard goes through it as the eye does, every button within three presses, whatever the window', async ({
  page,
  demo,
}) => {
  for (const [site, path, width, height] of [
    ['energy', '/', 1280, 800],
    ['energy', '/en/', 1280, 800],
    ['energy', '/', 800, 700],
    ['energy', '/', 320, 640],
    ['energy', '/en/', 844, 390],
    ['energy', '/', 1280, 400],
    ['solutions', '/', 1280, 800],
  ] as const)
    await test.step(`${site}${path} at ${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await page.goto(demo.address(site, path));
      await noticeDrawn(page);
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
  await noticeDrawn(page);
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
    await noticeDrawn(page);
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
