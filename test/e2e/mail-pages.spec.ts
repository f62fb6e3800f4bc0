import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, startOwnDemo, test } from './fixture.ts';

/** The address in a mail of a member that a part of it tells from the others. */
async function addressIn(page: Page, inbox: string, subject: string, part: string): Promise<string> {
  await page.goto(inbox);
  await page.getByRole('region', { name: '受信トレイ' }).getByRole('link', { name: subject }).click();
  return (await page.locator(`.body a[href*="${part}"]`).first().getAttribute('href')) ?? '';
}

test('the pages behind a mail’s links have nothing for axe to find, refusals too, and none scrolls sideways', async ({
  page,
  browserName,
}) => {
  const demo = await startOwnDemo();
  // In this Firefox a wish for dark colours is ignored.
  const schemes = browserName === 'firefox' ? (['light'] as const) : (['light', 'dark'] as const);
  const look = async (heading: string, language: string) => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await axeFindings(page), `${heading} ${width} ${colorScheme}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), heading).toBeLessThanOrEqual(width);
      }
    }
  };
  /** Opens an address in a language. @returns the status */
  const open = async (address: string, language: string) => {
    const url = new URL(address);
    url.searchParams.set('language', language);
    const response = await page.goto(url.href).catch((error: Error) => {
      // Coming from another host, Firefox has told of its one navigation under two ids, which Playwright takes for two. In
      // Chromium none is let by: a page that goes anywhere by itself is seen there.
      if (browserName !== 'firefox' || !error.message.includes(`another navigation to "${url.href}"`)) throw error;
      return page.goto(url.href);
    });
    return response?.status();
  };
  try {
    const inbox = demo.address('mail', '/m-1001/');
    const stop = await addressIn(page, inbox, '予兆保全', '/unsubscribe/');
    const confirm = await addressIn(page, inbox, 'メール配信の確認', '/confirm/');
    for (const [language, title, confirmTitle, invalid, refused, buttons] of [
      [
        'ja',
        'メール配信の停止',
        'メール配信の確認',
        'リンクを確認できません',
        '受け付けられませんでした',
        /^「製品のお知らせ」を停止する$/,
      ],
      [
        'en',
        'Stop this mail',
        'Confirm your mail',
        'We cannot read this link',
        'We could not do that',
        /^Stop “Product notices”$/,
      ],
    ] as const) {
      expect(await open(stop, language)).toBe(200);
      await look(title, language);
      expect(await open(confirm, language)).toBe(200);
      await look(confirmTitle, language);
      expect(await open(`${stop}x`, language)).toBe(400);
      await look(invalid, language);

      await open(stop, language);
      const button = page.getByRole('button', { name: buttons });
      await button.evaluate((element: HTMLButtonElement) => {
        element.value = 'something else';
      });
      await button.click();
      await look(refused, language);
      await open(stop, language);
      await button.click();
      await expect(page.getByRole('status')).toBeVisible();
      await look(title, language);
      await page.getByRole('button').click();
      await expect(page.getByRole('button')).toHaveCount(0);
      await look(title, language);
    }
    await open(confirm, 'ja');
    await page.getByRole('button').click();
    await expect(page.getByRole('status')).toContainText('確認しました');
    await look('メール配信の確認', 'ja');
    await open(stop, 'en');
    await page.getByRole('button', { name: 'Stop all optional mail' }).click();
    await expect(page.getByRole('status')).toContainText('All optional mail');
    await open(stop, 'en');
    await expect(page.getByRole('status')).toContainText('is not being sent');
    await look('Stop this mail', 'en');
    expect(await open(confirm, 'ja')).toBe(409);
    await look('この確認は不要になりました', 'ja');
  } finally {
    await demo.close();
  }
});
