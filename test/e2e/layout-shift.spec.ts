import { expect, noticeButton, REJECT, test } from './fixture.ts';

/** How far what could be seen has moved by itself, as the browser counts it: 0 is not at all. */
const SHIFT = 'shift';
/** On a machine under load the mark in the demo's own header has moved by 5 px, which counts 0.00003. */
const MOST = 0.0001;

test.describe('nothing that can be seen moves by itself', () => {
  test.beforeEach(({ page }) =>
    page.addInitScript(
      ([name, most]) => {
        const shifts: unknown[] = [];
        Object.assign(window, { [name]: shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
            sources: { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
          })[])
            if (!entry.hadRecentInput && entry.value > most)
              shifts.push({
                value: entry.value,
                moved: entry.sources.map(
                  ({ node, previousRect, currentRect }) =>
                    `${(node as Element | undefined)?.outerHTML?.slice(0, 60)} ${previousRect.y} → ${currentRect.y}`,
                ),
              });
        }).observe({ type: 'layout-shift', buffered: true });
      },
      [SHIFT, MOST] as const,
    ),
  );

  for (const [site, path] of [
    ['energy', '/cookies/'],
    ['energy', '/ads/'],
    ['energy', '/videos/'],
    ['portal', '/cookies/'],
    ['portal', '/ads/'],
    ['portal', '/privacy/'],
    ['portal', '/terms/'],
    ['portal', '/documents/'],
  ] as const)
    for (const width of [1280, 320])
      test(`${site} ${path} at ${width} px, from the first frame until everything is there`, async ({ page, demo }) => {
        await page.setViewportSize({ width, height: 800 });
        const look = async () => {
          const element = page
            .locator('noren-disclosure, noren-ad-optout, noren-document, noren-editions, noren-embed')
            .first();
          await expect(element.getByRole('heading').or(element.getByRole('group')).first()).toBeVisible();
          await page.waitForLoadState('networkidle');
          // Two frames later the observer has been told.
          const shifts = await page.evaluate(
            (name) =>
              new Promise((resolve) =>
                requestAnimationFrame(() =>
                  requestAnimationFrame(() =>
                    setTimeout(() => resolve((window as never as Record<string, unknown>)[name])),
                  ),
                ),
              ),
            SHIFT,
          );
          expect(shifts).toEqual([]);
        };
        await page.goto(demo.address(site, path));
        await look();
        await noticeButton(page, REJECT).click();
        await page.reload();
        await look();
      });
});
