import { axeFindings } from './axe.ts';
import { ACCEPT, expect, noticeButton, noticeDrawn, REJECT, test } from './fixture.ts';
import { DESKTOP, PHONE, schemes, words } from './notice-words.ts';
import { pixelsOf } from './pixels.ts';

test('accepting and refusing are two buttons of one size, one row, one look in every width, light and language', async ({
  page,
  demo,
  browserName,
}) => {
  for (const [site, language] of [
    ['energy', 'ja'],
    ['energy', 'en'],
    ['solutions', 'ja'],
  ] as const)
    await test.step(`${site} in ${language}`, async () => {
      const { path, accept, reject } = words[language];
      await page.setViewportSize(DESKTOP);
      await page.goto(demo.address(site, path));
      await noticeDrawn(page);
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
});

test('in forced colours the two buttons still look alike and can be read', async ({ page, demo }) => {
  await page.goto(demo.address('energy'));
  await noticeDrawn(page);
  await page.emulateMedia({ forcedColors: 'active' });
  const [yes, no] = [await pixelsOf(noticeButton(page, ACCEPT)), await pixelsOf(noticeButton(page, REJECT))];
  expect(yes.ground).toEqual(no.ground);
  expect(Math.min(yes.contrast, no.contrast)).toBeGreaterThanOrEqual(4.5);
});

for (const language of ['ja', 'en'] as const) {
  test(`axe finds nothing in the notice, the preferences and the page after a choice, and their links lead to pages in ${language}`, async ({
    page,
    demo,
  }) => {
    const { path, reject, settings, footer } = words[language];
    const inEveryLook = async (state: string): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        for (const size of [DESKTOP, PHONE]) {
          await page.setViewportSize(size);
          expect(await axeFindings(page), `${state}, ${colorScheme}, ${size.width}`).toEqual([]);
        }
      }
    };
    await page.goto(demo.address('energy', path));
    await noticeDrawn(page);
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
