import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { ACCEPT, expect, noticeButton, REJECT, test } from './fixture.ts';

/** One row as somebody reads it: the purpose that it stands under, and every text of it. */
interface Row {
  readonly purpose: string;
  readonly id: string;
  readonly texts: readonly string[];
  /** All of these, with heads, labels and links. */
  readonly all: readonly string[];
}

/** The rows of the page without script that stands in the browser. */
function rowsOfPage(page: Page): Promise<Row[]> {
  return page.evaluate(() => {
    const words = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();
    return [...document.querySelectorAll('section.register')].flatMap((section) =>
      [...section.querySelectorAll('tbody tr')].map((row) => {
        const nodes = document.createNodeIterator(row, NodeFilter.SHOW_TEXT);
        const all = [...row.querySelectorAll<HTMLElement>('[data-head]')].map(({ dataset }) => dataset.head ?? '');
        for (let node = nodes.nextNode(); node; node = nodes.nextNode()) all.push((node as Text).data.trim());
        for (const fact of row.querySelectorAll('.fact')) fact.remove();
        const texts = [...row.querySelectorAll('b, li code, td > ul > li:not(:has(code)), th li')].map(words);
        return {
          purpose: words(section.querySelector('h2') as Element),
          id: row.id,
          texts: texts.filter(Boolean),
          all,
        };
      }),
    );
  });
}

/** Waits for everything that opens in the element: the history comes after the last row. */
function wholeElement(page: Page): Promise<void> {
  return expect(page.locator('noren-disclosure').locator('[part=history] li')).not.toHaveCount(0);
}

/** The rows of the element, everything in them, opened or not; `all` without what works there alone. */
function rowsOfElement(page: Page): Promise<(Omit<Row, 'texts'> & { text: string })[]> {
  return page.locator('noren-disclosure').evaluate((element) => {
    const words = (found: Element): string => found.textContent.replace(/\s+/g, ' ').trim();
    const root = element.shadowRoot as ShadowRoot;
    const textsOf = (row: Element): string[] => {
      const nodes = document.createNodeIterator(row, NodeFilter.SHOW_TEXT);
      const all: string[] = [];
      for (let node = nodes.nextNode(); node; node = nodes.nextNode())
        if (!node.parentElement?.closest('.control, .own, [part=permalink], .spoken, [aria-hidden]'))
          all.push((node as Text).data.trim());
      return all;
    };
    return [...root.querySelectorAll('[part=purpose]')].flatMap((section) =>
      [...section.querySelectorAll('[part=row]')].map((row) => ({
        purpose: words(section.querySelector('h3') as Element),
        id: row.querySelector('summary')?.id ?? '',
        text: words(row),
        all: textsOf(row),
      })),
    );
  });
}

test('the register tells the same rows as an element and as a page without script', async ({ page, demo }) => {
  for (const [site, path, file] of [
    ['portal', '/cookies/', 'register.html'],
    ['portal', '/en/cookies/', 'register.en.html'],
    ['solutions', '/cookies/', 'register.html'],
    ['energy', '/cookies/', 'register.html'],
  ] as const)
    await test.step(`${site} ${file}`, async () => {
      await page.goto(demo.address('portal', `/noren/v1/sites/${site}/${file}`));
      const served = await rowsOfPage(page);
      await page.goto(demo.address(site, path));
      await expect(page.locator('noren-disclosure').locator('[part=row]').first()).toBeVisible();
      await wholeElement(page);
      const shown = await rowsOfElement(page);
      expect(shown.map(({ purpose, id }) => [purpose, id])).toEqual(served.map(({ purpose, id }) => [purpose, id]));
      expect(served.length).toBeGreaterThan(12);
      for (const [index, { id, texts, all }] of served.entries()) {
        expect(texts.length, id).toBeGreaterThan(4);
        for (const text of texts) expect(shown[index]?.text, id).toContain(text);
        // Nor does the element tell anything that the page does not: nothing is left of it but what joins a list.
        const told = [...all].filter(Boolean).sort((one, other) => other.length - one.length);
        const more = (shown[index]?.all ?? []).map((text) =>
          told.reduce((rest, one) => rest.replaceAll(one, ''), text),
        );
        expect(
          more.filter((rest) => !/^(?:、|, | and |,? and )*$/.test(rest)),
          id,
        ).toEqual([]);
      }
    });
});

test('the history tells the same as an element and as a page without script', async ({ page, demo }) => {
  const words = (elements: Element[]): string[] =>
    elements.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  for (const [path, file] of [
    ['/cookies/', 'register.html'],
    ['/en/cookies/', 'register.en.html'],
  ] as const)
    await test.step(file, async () => {
      await page.goto(demo.address('portal', `/noren/v1/sites/portal/${file}`));
      const served = await page.locator('[aria-labelledby=history] :is(h3, li)').evaluateAll(words);
      expect(served.length).toBeGreaterThan(20);
      await page.goto(demo.address('portal', path));
      await wholeElement(page);
      const shown = page.locator('noren-disclosure').locator('[part=history] :is(h4, li)');
      // The day as the reader writes it, which is the same for readers of the browsers that run this.
      expect(await shown.evaluateAll(words)).toEqual(served);
    });
});

test('the rows are legible, searched and switched where the file of what opens in them cannot be had', async ({
  page,
  demo,
}) => {
  await page.route(/noren-register-details/, (route) => route.abort());
  const gone = page.waitForEvent('requestfailed', (request) => request.url().includes('noren-register-details'));
  await page.goto(demo.address('energy', '/cookies/'));
  await gone;
  await noticeButton(page, ACCEPT).click();
  const register = page.locator('noren-disclosure');
  await expect(register.locator('#row-criteo')).toContainText('送信先の目的');
  await register.locator('summary#noren-criteo').click();
  await expect(register.locator('#row-criteo details')).toHaveAttribute('open', '');
  await register.getByRole('switch').first().press('Space');
  await expect(register.getByRole('switch').first()).not.toBeChecked();
  await register.getByRole('searchbox').fill('criteo');
  await expect(register.locator('[part=row]:visible')).toHaveCount(1);
});

test('a switch in the register stops a tag at once, is kept, and leaves the rest undecided', async ({ page, demo }) => {
  await page.goto(demo.address('energy', '/cookies/'));
  await noticeButton(page, ACCEPT).click();
  const register = page.locator('noren-disclosure');
  const statistics = register.getByRole('switch').first();
  await expect(statistics).toBeChecked();
  await statistics.press('Space');
  await expect(statistics).not.toBeChecked();
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'noren');
  const kept = JSON.parse(decodeURIComponent(cookie?.value ?? '')).p;
  expect([kept.statistics[0], kept.advertising[0]]).toEqual([0, 1]);
});

test('what is new since the last visit is marked, for somebody who has chosen', async ({ page, demo }) => {
  await page.goto(demo.address('energy', '/cookies/'));
  await expect(page.locator('noren-disclosure').locator('[part=row]').first()).toBeVisible();
  await page.reload();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await noticeButton(page, REJECT).click();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('noren-register')?.includes('criteo'))).toBe(true);
  // As if the row had come since. On a page without the register: one that has it keeps what it shows.
  await page.goto(demo.address('energy', '/products/'));
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('noren-register') ?? '{}');
    delete kept.ja.criteo;
    localStorage.setItem('noren-register', JSON.stringify(kept));
  });
  await page.goto(demo.address('energy', '/cookies/'));
  const row = page.locator('noren-disclosure').locator('[part=row]', { hasText: 'Criteo' });
  await expect(row.locator('[part=badge]')).toHaveText('新規');
  await expect(page.locator('noren-disclosure').locator('[part=badge]')).toHaveCount(1);
});

test('the register is found, opened and followed by keyboard alone, and axe finds nothing in it', async ({
  page,
  demo,
}) => {
  await page.goto(demo.address('portal', '/cookies/#noren-google-ads'));
  const summary = page.locator('noren-disclosure').locator('summary#noren-google-ads');
  await expect(summary).toBeFocused();
  await expect(page.locator('noren-disclosure').locator('#row-google-ads details')).toHaveAttribute('open', '');
  await noticeButton(page, REJECT).click();
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('noren-disclosure').locator('#row-google-ads details')).not.toHaveAttribute('open');
  await page.locator('noren-disclosure').getByRole('searchbox').focus();
  await page.keyboard.type('karte');
  await expect(page.locator('noren-disclosure').locator('[part=row]:visible')).toHaveCount(1);
  expect(await axeFindings(page)).toEqual([]);
});
