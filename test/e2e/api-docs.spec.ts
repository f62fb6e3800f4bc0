import { expect, test } from './fixture.ts';

test('the page about the API fits into 320 pixels, in dark colours too, and its wide tables scroll by themselves', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/noren/docs');
  const [scrolls, shows] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(scrolls).toBe(shows);
  const wider = await page
    .locator('.address code, h2, h3, article > p')
    .evaluateAll((all) =>
      all.filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent),
    );
  expect(wider).toEqual([]);
  expect(await page.locator('.wide').evaluateAll((all) => all.some((one) => one.scrollWidth > one.clientWidth))).toBe(
    true,
  );
});
