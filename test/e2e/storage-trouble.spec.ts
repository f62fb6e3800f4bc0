import type { Page } from '@playwright/test';
import {
  ACCEPT,
  cookieOf,
  decided,
  expect,
  keepDecision,
  noticeButton,
  noticeDrawn,
  noticePanel,
  REJECT,
  SAVE,
  test,
} from './fixture.ts';

/** A browser that keeps no cookies, emulated: no engine under Playwright can be told to. Firefox then refuses more. */
async function withoutCookies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(Document.prototype, 'cookie', { configurable: true, get: () => '', set: () => undefined });
    Object.defineProperty(Navigator.prototype, 'cookieEnabled', { configurable: true, get: () => false });
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(window, 'BroadcastChannel', { configurable: true, value: refuse });
    LockManager.prototype.request = async () => refuse();
  });
}

/** IndexedDB that cannot be opened, as in some private windows. */
async function withoutIndexedDb(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('A mutation operation was attempted on a database.', 'InvalidStateError');
    };
  });
}

/** Web storage that throws when it is looked at. */
async function withoutWebStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        configurable: true,
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
}

test('where the browser keeps no cookies, the notice says so, a choice holds for the page, and the next page asks again', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  await withoutCookies(page);
  await page.goto(demo.address('energy', '/news/'));
  await expect(noticePanel(page)).toContainText('このブラウザはクッキーを保存しない設定です。');
  await noticeButton(page, ACCEPT).click();
  await expect(noticePanel(page)).toBeHidden();
  await expect.poll(() => traffic.thirdParty).toContain('/ad/ad.js');
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await expect(dialog.getByRole('switch', { name: '統計', exact: true })).toBeChecked();
  await expect(dialog).toContainText('このブラウザはクッキーを保存しない設定です。');
  await page.reload();
  traffic.forget();
  await expect(noticePanel(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);
  expect(await decided(context, 'energy')).toBeUndefined();
});

test('with IndexedDB and web storage out of order the choice is kept, recorded and obeyed all the same', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const errors: string[] = [];
  await withoutIndexedDb(page);
  await withoutWebStorage(page);
  const before = demo.records('energy').length;
  await page.goto(demo.address('energy', '/news/'));
  await noticeDrawn(page);
  // From here on nothing may throw; what a tag does without storage is its own affair, so none is let run.
  page.on('pageerror', ({ message }) => errors.push(message));
  await noticeButton(page, REJECT).click();
  await expect(noticePanel(page)).toBeHidden();
  await expect.poll(() => decided(context, 'energy')).toMatchObject({ statistics: false });
  await expect.poll(() => demo.records('energy').length).toBe(before + 1);
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: '選択の記録' }).click();
  await expect(dialog.locator('[part=history]').getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('noren-notice')).toHaveCount(0);
  expect(traffic.thirdParty).toEqual([]);
  expect(errors).toEqual([]);
});

test('databases of Noren that hold something else, or have no store, lose no choice', async ({
  page,
  context,
  demo,
}) => {
  await page.goto(demo.address('energy', '/assets/site.css'));
  await page.evaluate(async () => {
    const make = (name: string, store: string | undefined, entries: Record<string, unknown>) =>
      new Promise((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onupgradeneeded = () => {
          const map = store && asked.result.createObjectStore(store);
          if (map) for (const key in entries) map.put(entries[key], key);
        };
        asked.onerror = reject;
        asked.onsuccess = () => {
          asked.result.close();
          resolve(undefined);
        };
      });
    await make('noren-outbox', 'map', { one: 'garbage', two: { id: 7 }, three: { id: 'x', chosen: null } });
    await make('noren-history', undefined, {});
    await make('noren-subject', 'map', { secret: { not: 'a secret' } });
  });
  const before = demo.records('energy').length;
  await page.goto(demo.address('energy', '/news/'));
  await noticeButton(page, REJECT).click();
  await expect.poll(() => demo.records('energy').length).toBe(before + 1);
  await expect.poll(() => decided(context, 'energy')).toMatchObject({ statistics: false });
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: '選択の記録' }).click();
  await expect(dialog.locator('[part=history]').getByRole('listitem')).toHaveCount(1);
});

test('Global Privacy Control stops advertising that was allowed before it, says so, and an explicit yes overrides it', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { configurable: true, get: () => true });
  });
  await keepDecision(context, demo.address('energy'), cookieOf(1));
  await page.goto(demo.address('energy', '/news/'));
  await expect.poll(() => traffic.thirdParty).toContain('/sp/sp.js');
  await page.waitForLoadState('networkidle');
  const ads = () => traffic.thirdParty.filter((path) => path.startsWith('/ad/'));
  expect(ads()).toEqual([]);
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  const advertising = dialog.getByRole('switch', { name: '行動ターゲティング広告', exact: true });
  await expect(advertising).not.toBeChecked();
  await expect(dialog.locator('#purpose-advertising')).toContainText('Global Privacy Control');
  await expect(dialog.locator('#purpose-statistics')).not.toContainText('Global Privacy Control');
  const before = demo.records('energy').length;
  await advertising.click();
  await dialog.getByRole('button', { name: SAVE }).click();
  await expect.poll(ads).toContain('/ad/ad.js');
  await expect.poll(() => demo.records('energy').length).toBe(before + 1);
  expect(demo.records('energy').at(-1)).toMatchObject({
    gpc: true,
    basis: 'explicit',
    chosen: { purposes: { advertising: true } },
  });
  traffic.forget();
  await page.goto(demo.address('energy', '/products/'));
  await expect.poll(ads).toContain('/ad/ad.js');
});

test('under Global Privacy Control the first notice says what is off, and even an opt-out site sends no advertising', async ({
  page,
  demo,
  traffic,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { configurable: true, get: () => true });
  });
  await page.goto(demo.address('solutions', '/news/'));
  await expect(noticePanel(page)).toContainText(/Global Privacy Control.*広告.*停止しています/);
  await expect.poll(() => traffic.thirdParty).toContain('/sp/sp.js');
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty.filter((path) => path.startsWith('/ad/'))).toEqual([]);
  await page.goto(demo.address('energy', '/en/'));
  await expect(noticePanel(page)).toContainText(/Your browser asks for this \(Global Privacy Control\).*advertising/i);
});

test('a page that comes back from the back/forward cache follows what was decided meanwhile', async ({
  page,
  demo,
  traffic,
}) => {
  await page.goto(demo.address('energy', '/news/'));
  await noticeDrawn(page);
  await page.goto(demo.address('energy', '/products/'));
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => traffic.thirdParty).toContain('/ad/ad.js');
  await page.goBack();
  // Restored or loaded anew: in both the notice is gone and the tags run.
  await expect(noticePanel(page)).toBeHidden();
  await expect
    .poll(() => page.evaluate(() => [...document.scripts].some(({ src }) => src.endsWith('/ad/ad.js'))))
    .toBe(true);
});

test('the English page speaks English: the notice, the settings, and what is said after a choice', async ({
  page,
  demo,
}) => {
  await page.goto(demo.address('energy', '/en/'));
  await expect(noticePanel(page)).toContainText('This site would like to use cookies');
  await page.locator('noren-notice').getByRole('button', { name: 'Choose one by one' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cookie settings' });
  await expect(dialog).toHaveAttribute('lang', 'en');
  await dialog.getByRole('button', { name: 'Only what is needed' }).click();
  await expect(dialog).toContainText('Your choice has been saved.');
  await expect.poll(() => demo.records('energy').at(-1)).toMatchObject({ language: 'en', control: 'reject-all' });
  // Whole in one language: nothing Japanese is left over.
  expect(await dialog.innerText()).not.toMatch(/[\u3040-\u30ff]/);
});
