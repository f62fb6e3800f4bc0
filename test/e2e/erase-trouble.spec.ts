import { serviceFromCatalogue } from '@noren/model/catalogue';
import type { Service } from '@noren/model/schema';
import { ACCEPT, expect, noticeButton, REJECT, test } from './fixture.ts';

const template = serviceFromCatalogue('google-analytics-4', { purpose: 'statistics' });
const service: Service = { ...template, cookies: [{ name: '_tag' }], storage: [], databases: [{ name: 'tag' }] };

const tagged = (script: string) =>
  `<script type="text/plain" data-noren="statistics">${script}</script><a href="#noren-settings">設定</a>`;

test('in a frame within another site a withdrawal erases the cookies that the frame has there', async ({
  page,
  ownSite,
  browserName,
}) => {
  test.skip(browserName === 'firefox', 'it keeps no cookie of such a frame on http');
  const body = tagged("document.cookie = '_tag=1;path=/;secure;samesite=none;partitioned'");
  const { url } = await ownSite({ services: [service] }, body);
  // Another site, with nothing on its page.
  await page.goto(`${url.replace('own.', 'around.')}nothing`);
  await page.evaluate((src) => {
    document.body.innerHTML = '<iframe width="1000" height="700"></iframe>';
    document.querySelector('iframe')?.setAttribute('src', src);
  }, url);
  const inner = page.frameLocator('iframe');
  const cookies = () => inner.locator('body').evaluate(() => document.cookie);
  await inner.locator('noren-notice').getByRole('button', { name: ACCEPT, exact: true }).click();
  await expect.poll(cookies).toContain('_tag=1');
  await inner.getByRole('link', { name: '設定' }).click();
  const dialog = inner.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: REJECT, exact: true }).click();
  await expect(dialog).toContainText('このブラウザから削除しました');
  expect(await cookies()).not.toContain('_tag=');
});

test('in a sandboxed frame a withdrawal says that it could look for nothing, whatever it is called', async ({
  page,
  ownSite,
}) => {
  const { url } = await ownSite({ services: [{ ...service, storage: [{ name: 'tag.*' }] }] }, tagged('window.ran = 1'));
  await page.goto(`${url}nothing`);
  await page.evaluate(() => {
    document.body.innerHTML = '<iframe sandbox="allow-scripts" src="/" width="1000" height="700"></iframe>';
  });
  const inner = page.frameLocator('iframe');
  await inner.locator('noren-notice').getByRole('button', { name: ACCEPT, exact: true }).click();
  await inner.getByRole('link', { name: '設定' }).click();
  const dialog = inner.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: REJECT, exact: true }).click();
  const notLookedFor = dialog.locator('.warn').filter({ hasText: '残っているかどうかを確認できません：' });
  for (const name of ['_tag', 'tag.*']) await expect(notLookedFor).toContainText(name);
  await expect(dialog).not.toContainText('このブラウザから削除しました');
});

test('in a frame of srcdoc a withdrawal is kept and erases on the domain of the page around it', async ({
  page,
  context,
  ownSite,
}) => {
  const { url } = await ownSite({ services: [service], cookie: { domain: 'auto' } }, tagged('window.ran = 1'));
  await page.goto(url);
  await noticeButton(page, ACCEPT).click();
  const cookies = async () => (await context.cookies()).map(({ name, domain }) => `${name} ${domain}`);
  await expect.poll(cookies).toEqual(['noren .own.localhost']);
  // Of another host and without Noren, so that nobody else erases.
  await page.goto(`${url.replace('own.', 'www.own.')}nothing`);
  await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: as a tag writes it.
    document.cookie = '_tag=1;path=/;domain=own.localhost';
    const text = await (await fetch('/')).text();
    document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: text, width: 1000, height: 700 }));
  });
  const inner = page.frameLocator('iframe');
  await inner.getByRole('link', { name: '設定' }).click();
  const dialog = inner.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: REJECT, exact: true }).click();
  await expect(dialog).toContainText('このブラウザから削除しました：_tag');
  expect(await cookies()).toEqual(['noren .own.localhost']);
  const [{ value = '' } = {}] = await context.cookies();
  expect(decodeURIComponent(value)).toContain('"statistics":[0');
});

test('a tab that is too busy to let a database go keeps no withdrawal from its report', async ({
  page,
  context,
  ownSite,
}) => {
  const { url } = await ownSite({ services: [service] }, tagged("document.cookie = '_tag=1;path=/'"));
  await page.goto(url);
  await noticeButton(page, ACCEPT).click();
  await page.getByRole('link', { name: '設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await expect(dialog).toBeVisible();
  const busy = await context.newPage();
  await busy.goto(url);
  await busy.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.open('tag').onsuccess = () => {
          // It has the database open for as long as it works, which is as long as the test.
          setTimeout(() => {
            for (;;);
          });
          resolve();
        };
      }),
  );
  await dialog.getByRole('button', { name: REJECT, exact: true }).click();
  await expect(dialog).toContainText('使用中のため、まだ削除できていません：tag。');
  await expect(dialog).toContainText('このブラウザから削除しました：_tag');
});
