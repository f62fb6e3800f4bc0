import {
  ACCEPT,
  cookieOf,
  decided,
  expect,
  keepDecision,
  noticeButton,
  noticePanel,
  REJECT,
  test,
  unsent,
} from './fixture.ts';

for (const mode of ['down', '500', 'garbage'] as const) {
  test(`with the API ${mode}, the choice works, and its record arrives once when the API is back`, async ({
    page,
    context,
    demo,
    traffic,
  }) => {
    const before = demo.records('energy').length;
    await page.goto(demo.address('energy'));
    await expect(noticePanel(page)).toBeVisible();
    await demo.fault({ mode });
    await noticeButton(page, ACCEPT).click();
    await expect.poll(() => traffic.thirdParty).toContain('/ad/ad.js');
    await expect(noticePanel(page)).toBeHidden();
    await expect.poll(() => traffic.records.length).toBeGreaterThan(0);
    expect(demo.records('energy').length).toBe(before);
    await demo.fault({ mode: null });
    await page.reload();
    await expect.poll(() => demo.records('energy').length).toBe(before + 1);
    expect(demo.records('energy').at(-1)).toMatchObject({ control: 'accept-all', surface: 'notice' });
    await expect
      .poll(async () => (await context.cookies()).find(({ name }) => name === 'noren')?.value)
      .not.toContain('%22r%22');
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(demo.records('energy').length).toBe(before + 1);
  });
}

test('an API that takes ten seconds delays neither the notice nor the tags, and gets the record once', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const before = demo.records('energy').length;
  await page.goto(demo.address('energy'));
  await expect(noticePanel(page)).toBeVisible();
  await demo.fault({ mode: 'slow', delayMs: 10_000 });
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => traffic.thirdParty, { timeout: 4000 }).toContain('/ad/ad.js');
  await expect(noticePanel(page)).toBeHidden();
  expect(demo.records('energy').length).toBe(before);
  await expect.poll(() => unsent(context), { timeout: 45_000 }).toBe(false);
  expect(demo.records('energy').length).toBe(before + 1);
  // It was waited for, not tried again.
  expect(traffic.records).toHaveLength(1);
});

for (const [what, fault] of [
  ['cannot be sent', { mode: 'down' }],
  ['is on its way to a slow API', { mode: 'slow', delayMs: 2_000 }],
] as const) {
  test(`a page closed while its record ${what} loses nothing, and it arrives once`, async ({
    page,
    context,
    demo,
    traffic,
  }) => {
    const before = demo.records('energy').length;
    await page.goto(demo.address('energy'));
    await expect(noticePanel(page)).toBeVisible();
    await demo.fault(fault);
    await noticeButton(page, REJECT).click();
    await expect.poll(() => decided(context, 'energy')).toMatchObject({ statistics: false });
    await expect.poll(() => traffic.records.length).toBeGreaterThan(0);
    await page.close();
    expect(demo.records('energy').length).toBe(before);
    expect(await unsent(context)).toBe(true);
    await demo.fault({ mode: null });
    const next = await context.newPage();
    await next.goto(demo.address('energy', '/news/'));
    await expect.poll(() => unsent(context)).toBe(false);
    expect(demo.records('energy').length).toBe(before + 1);
    expect(demo.records('energy').at(-1)).toMatchObject({
      control: 'reject-all',
      surface: 'notice',
      chosen: { purposes: { statistics: false, advertising: false } },
    });
    // Firefox tells Playwright of no body.
    expect(new Set(traffic.records.filter(Boolean).map((body) => JSON.parse(body).id)).size).toBeLessThanOrEqual(1);
    // What the closed page had sent may come only now: it is known already.
    await next.goto(demo.address('energy'));
    await next.waitForLoadState('networkidle');
    expect(demo.records('energy').length).toBe(before + 1);
  });
}

test('nothing of the API at all: nothing optional runs and the page works', async ({ page, demo, traffic }) => {
  await demo.fault({ mode: 'down', everything: true });
  await page.goto(demo.address('energy'));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  await expect(page).toHaveURL(demo.address('energy', '/cookies/'));
  expect(traffic.thirdParty).toEqual([]);
});

const unreadable = {
  'not JSON': 'accept-everything',
  oversized: JSON.stringify({
    ...cookieOf(1),
    s: Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`service-number-${i}`, 0])),
  }),
  'of a newer version': JSON.stringify({ ...cookieOf(1), v: 2 }),
  'polluting prototypes': '{"v":1,"p":{"__proto__":[1,7,1]}}',
};
for (const [what, value] of Object.entries(unreadable)) {
  test(`a cookie that is ${what} opens nothing and is asked again, even where the site is opt-out`, async ({
    page,
    context,
    demo,
    traffic,
  }) => {
    for (const site of ['energy', 'solutions']) {
      await keepDecision(context, demo.address(site), value);
      await page.goto(demo.address(site));
      await expect(noticePanel(page)).toBeVisible();
      await page.waitForLoadState('networkidle');
    }
    expect(traffic.thirdParty).toEqual([]);
    await noticeButton(page, REJECT).click();
    await expect.poll(() => decided(context, 'solutions')).toMatchObject({ advertising: false });
  });
}

test('two cookies that disagree grant only what both grant, and one choice makes them one again', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const url = demo.address('energy');
  await keepDecision(context, url, cookieOf(1));
  await context.addCookies([
    {
      name: 'noren',
      value: encodeURIComponent(JSON.stringify(cookieOf(0))),
      domain: 'energy.localhost',
      path: '/products',
    },
  ]);
  await page.goto(demo.address('energy', '/products/'));
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  const dialog = page.locator('noren-preferences').getByRole('dialog');
  await dialog.getByRole('button', { name: ACCEPT, exact: true }).click();
  await expect.poll(() => traffic.thirdParty).toContain('/ad/ad.js');
  await expect
    .poll(async () => (await context.cookies()).filter(({ name }) => name === 'noren').map(({ path }) => path))
    .toEqual(['/']);
  expect(await decided(context, 'energy')).toMatchObject({ advertising: true });
});

test('two tabs that decide at the same moment end in one state, with both choices recorded', async ({
  page,
  context,
  demo,
}) => {
  const before = demo.records('energy').length;
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(demo.address('energy'));
    await expect(noticePanel(tab)).toBeVisible();
  }
  const press = (button: HTMLElement): void => button.click();
  await Promise.all([
    // By place, not by role: whoever comes second may find its notice already gone.
    page
      .locator('noren-notice button')
      .nth(0)
      .evaluate(press as never),
    other
      .locator('noren-notice button')
      .nth(1)
      .evaluate(press as never),
  ]);
  await expect(noticePanel(page)).toBeHidden();
  await expect(noticePanel(other)).toBeHidden();
  await expect.poll(() => demo.records('energy').length).toBe(before + 2);
  // Whatever came last, both tabs end with what the cookie says.
  await expect(async () => {
    const jar = await decided(context, 'energy');
    const states = await Promise.all(
      [page, other].map((tab) =>
        tab.evaluate(() => (window as never as { noren: { has(id: string): boolean } }).noren.has('advertising')),
      ),
    );
    expect(states).toEqual([jar?.advertising, jar?.advertising]);
  }).toPass();
});

test('a choice in one tab reaches the other', async ({ page, context, demo }) => {
  const other = await context.newPage();
  await page.goto(demo.address('energy'));
  await other.goto(demo.address('energy', '/news/'));
  await expect(noticePanel(other)).toBeVisible();
  await noticeButton(page, REJECT).click();
  await expect(noticePanel(other)).toBeHidden();
});

test('an element of id "noren" takes nothing over', async ({ page, demo, traffic }) => {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      const form = Object.assign(document.createElement('form'), { id: 'noren', name: 'noren' });
      document.body.prepend(form);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(demo.address('energy', '/news/'));
  await expect(page.locator('form#noren')).toHaveCount(1);
  await noticeButton(page, ACCEPT).click();
  await expect.poll(() => traffic.thirdParty).toContain('/ad/ad.js');
});

test('a clock that is wrong by a day cannot win: the record takes effect when the server got it', async ({
  page,
  demo,
}) => {
  await page.addInitScript(() => {
    const Right = Date;
    const wrongNow = () => Right.now() + 86_400_000;
    class Wrong extends Right {
      constructor(...parts: []) {
        super(...(parts.length ? parts : ([wrongNow()] as never)));
      }
      static override now = wrongNow;
    }
    globalThis.Date = Wrong as DateConstructor;
  });
  await page.goto(demo.address('energy'));
  await noticeButton(page, REJECT).click();
  await expect
    .poll(() => Date.parse(demo.records('energy').at(-1)?.decidedAt ?? '') > Date.now() + 80_000_000)
    .toBe(true);
  const { effectiveAt, receivedAt } = demo.records('energy').at(-1) ?? { effectiveAt: '', receivedAt: '' };
  expect(Date.parse(effectiveAt)).toBeLessThanOrEqual(Date.parse(receivedAt));
  expect(Date.parse(receivedAt)).toBeLessThan(Date.now() + 60_000);
});
