import { serviceFromCatalogue } from '@noren/model/catalogue';
import type { Edition, Service, Wording } from '@noren/model/schema';
import type { Page } from '@playwright/test';
import { siteConfig } from '../fixtures/site-config.ts';
import { ACCEPT, expect, noticeButton, noticePanel, test } from './fixture.ts';
import { serveOwnApi } from './own-api.ts';

const DAY_MS = 86_400_000;
const instant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
const [first] = siteConfig.editions as [Edition];
const BODY = '<noren-disclosure></noren-disclosure>';

/** A site that announces for tomorrow that Criteo joins its advertising. */
function announced(): { services: Service[]; editions: Edition[] } {
  const now = Date.now();
  const change = { ja: '広告の送信先に Criteo を加えます。', en: 'Criteo joins the recipients of advertising.' };
  return {
    services: [
      ...(siteConfig.services as Service[]),
      serviceFromCatalogue('criteo', { purpose: 'advertising', firstEdition: '2' }),
    ],
    editions: [
      { ...first, label: '1', date: '2026-01-05', effectiveAt: '2026-01-05T00:00:00Z' },
      {
        ...first,
        label: '2',
        date: instant(now).slice(0, 10),
        effectiveAt: instant(now + DAY_MS),
        material: true,
        affects: ['providers:advertising'],
        changes: [change],
      },
    ],
  };
}

const at = (page: Page, days: number): Promise<void> => page.clock.setFixedTime(Date.now() + days * DAY_MS);
const wordingOf = (page: Page): Promise<Wording> =>
  page.evaluate('new Promise((done) => noren.push((n) => n.wording().then(done)))');
const row = (page: Page) => page.locator('noren-disclosure').locator('[part=row]', { hasText: 'Criteo' });

test('an announced edition takes effect in a folder that nobody has written since: words, rows and question are its own', async ({
  page,
  ownSite,
}) => {
  const { url } = await ownSite(announced(), BODY);
  await page.goto(url);
  await noticeButton(page, ACCEPT).click();
  await expect(page.locator('noren-disclosure').locator('[part=row]').first()).toBeVisible();
  await expect(row(page)).toHaveCount(0);

  await at(page, 2);
  await page.goto(url);
  const panel = noticePanel(page);
  await expect(panel).toContainText('行動ターゲティング広告について');
  await expect(panel).toContainText('第2版で変わったこと：広告の送信先に Criteo を加えます。');
  await expect(panel.getByRole('link')).toHaveText('送信先と目的の一覧（第2版）');
  await expect(row(page)).toBeVisible();
  expect((await wordingOf(page)).edition.label).toBe('2');
  await noticeButton(page, '許可する').click();
  const history = (await page.evaluate('noren.history()')) as { entries?: unknown };
  expect(JSON.stringify(history)).toContain('"edition":"2"');
  await page.reload();
  await expect(row(page)).toBeVisible();
  await expect(page.locator('noren-notice')).toHaveCount(0);
});

test('of two tabs on either side of the moment each records the edition whose words it shows, and only the new one settles it', async ({
  context,
}) => {
  const own = await serveOwnApi(BODY);
  try {
    await own.publish(announced());
    const [before, after] = [await context.newPage(), await context.newPage()];
    await before.goto(own.url);
    await expect(noticePanel(before).getByRole('link')).toHaveText('送信先と目的の一覧（第1版）');
    await at(after, 2);
    await after.goto(own.url);
    await expect(noticePanel(after).getByRole('link')).toHaveText('送信先と目的の一覧（第2版）');

    // The moment has come for the first tab as well; it shows what it showed.
    await at(before, 2);
    await noticeButton(before, ACCEPT).click();
    await expect.poll(() => own.records().length).toBe(1);
    await expect(noticePanel(after)).toBeVisible();
    await expect.poll(() => after.evaluate('noren.state.asks')).toEqual(['advertising']);
    // Tabs of one computer have one clock, and it goes on: what is chosen later has the later time.
    await at(after, 2);
    await noticeButton(after, ACCEPT).click();
    await expect.poll(() => own.records().length).toBe(2);
    for (const [index, label] of ['1', '2'].entries()) {
      const record = own.records()[index];
      expect(record?.edition).toBe(label);
      const path = `/noren/v1/wordings/${record?.wording}`;
      const shown = (await after.evaluate(async (url) => (await fetch(url)).json(), path)) as Wording;
      expect(shown.edition.label).toBe(label);
    }
    await after.reload();
    await expect(row(after)).toBeVisible();
    await expect(after.locator('noren-notice')).toHaveCount(0);
  } finally {
    await own.close();
  }
});
