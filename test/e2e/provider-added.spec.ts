import { serviceFromCatalogue } from '@noren/model/catalogue';
import type { Edition, Service, Wording } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';
import { ACCEPT, test as base, decided, expect, noticeButton, noticePanel, SETTINGS } from './fixture.ts';
import { type OwnApi, serveOwnApi } from './own-api.ts';

const note = (purpose: string) =>
  `<script type="text/plain" data-noren="${purpose}">(window.ran ??= []).push('${purpose}')</script>`;
const BODY = `${note('statistics')}${note('advertising')}<noren-disclosure></noren-disclosure>`;
const [first] = siteConfig.editions as [Edition];
const before: Edition = { ...first, label: '1', date: '2026-01-05', effectiveAt: '2026-01-05T00:00:00Z' };

const test = base.extend<{ own: OwnApi }>({
  own: async ({ context }, use) => {
    // Nothing is taken from the cache: a page that is loaded later has what was published since.
    await context.route('**', (route) => route.continue());
    const own = await serveOwnApi(BODY);
    await own.publish({ editions: [before] });
    await use(own);
    await own.close();
  },
});

/** An edition that has just taken effect. */
function added(changes: Partial<Edition>): Edition {
  const now = new Date(Date.now() - 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const change = { ja: '送信先を追加しました', en: 'A recipient was added' };
  return { ...first, label: '2', date: now.slice(0, 10), effectiveAt: now, changes: [change], ...changes };
}

const withRow = (id: string, use: Partial<Service> & Pick<Service, 'purpose'>): Service[] => [
  ...(siteConfig.services as Service[]),
  serviceFromCatalogue(id, use),
];

test('a visitor who returns after an advertising provider was added is asked about that alone, and the record says so', async ({
  page,
  own,
}) => {
  await page.goto(own.url);
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => own.records().length).toBe(1);
  await own.publish({
    services: withRow('criteo', { purpose: 'advertising' }),
    editions: [before, added({ material: true, affects: ['providers:advertising'] })],
  });

  await page.goto(own.url);
  await expect(noticePanel(page)).toContainText('行動ターゲティング広告');
  await expect(noticePanel(page)).not.toContainText('閲覧状況の統計');
  // What was agreed to goes on; what has changed waits.
  expect(await page.evaluate('window.ran')).toEqual(['statistics']);
  const row = page.locator('noren-disclosure').locator('[part=row]', { hasText: 'Criteo' });
  await expect(row).toBeVisible();
  await expect(noticePanel(page)).toContainText('第2版で変わったこと：送信先を追加しました');
  await expect(noticePanel(page).getByRole('button')).toHaveText(['許可する', '許可しない', SETTINGS]);

  await noticeButton(page, '許可する').click();
  await expect.poll(() => page.evaluate('window.ran')).toEqual(['statistics', 'advertising']);
  await expect.poll(() => own.records().length).toBe(2);
  const [old, now] = own.records();
  expect(now).toMatchObject({
    edition: '2',
    basis: 'explicit',
    control: 'save',
    surface: 'notice',
    offered: { purposes: ['advertising'] },
    chosen: { purposes: { advertising: true } },
    previous: expect.any(String),
  });
  expect(now?.wording).not.toBe(old?.wording);
  const shown = async (hash = ''): Promise<string[]> => {
    const wording = await page.evaluate(async (path) => (await fetch(path)).json(), `/noren/v1/wordings/${hash}`);
    return (wording as Wording).services.map(({ id }) => id);
  };
  expect(await shown(old?.wording)).not.toContain('criteo');
  expect(await shown(now?.wording)).toContain('criteo');
});

test('a visitor who returns after a provider was added that needs no yes is not asked and sees it marked', async ({
  page,
  context,
  own,
}) => {
  await page.goto(own.url);
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => own.records().length).toBe(1);
  // The register was seen: that is what "new" counts from.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('noren-register'))).toBeTruthy();
  await own.publish({
    services: withRow('google-tag-manager', { purpose: 'necessary' }),
    editions: [before, added({ material: false, affects: ['providers:necessary'] })],
  });

  await page.goto(own.url);
  const rows = page.locator('noren-disclosure').locator('[part=row]');
  await expect(rows.filter({ hasText: 'Google タグ マネージャー' }).locator('[part=badge]')).toHaveText('新規');
  await expect(page.locator('noren-disclosure').locator('[part=badge]')).toHaveCount(1);
  await expect(page.locator('noren-notice')).toHaveCount(0);
  expect(await page.evaluate('window.ran')).toEqual(['statistics', 'advertising']);
  expect(await decided(context, 'own')).toMatchObject({ statistics: true, advertising: true });
  expect(own.records().map(({ edition }) => edition)).toEqual(['1']);
});
