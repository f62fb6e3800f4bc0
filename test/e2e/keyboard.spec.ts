import type { Page } from '@playwright/test';
import { ACCEPT, decided, expect, noticeButton, noticeDrawn, noticePanel, REJECT, SETTINGS, test } from './fixture.ts';

const TITLE = 'クッキーと Web ビーコンについて';
const SAVED = '選択を保存しました。';
const ALL = ['statistics', 'recommendation', 'identification', 'linking', 'advertising'];

for (const { what, keys, granted } of [
  { what: 'accepting', keys: ['Tab', 'Enter'], granted: true },
  { what: 'refusing', keys: ['Tab', 'Tab', 'Enter'], granted: false },
]) {
  test(`${what} takes ${keys.length} key presses from the start of a page, and both are said, once`, async ({
    page,
    context,
    demo,
  }) => {
    const spoken = await hearLiveRegions(page);
    await page.goto(demo.address('energy'));
    await noticeDrawn(page);
    await expect.poll(spoken).toEqual([expect.stringContaining(TITLE)]);
    for (const key of keys) await page.keyboard.press(key);
    await expect(noticePanel(page)).toBeHidden();
    expect(await decided(context, 'energy')).toEqual(Object.fromEntries(ALL.map((id) => [id, granted])));
    await expect.poll(async () => (await spoken()).slice(1)).toEqual([SAVED]);
    // The keyboard goes on where the page begins.
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: '本文へ移動' })).toBeFocused();
    expect((await spoken()).length).toBe(2);
  });
}

test('after a decision the focus is back where it was', async ({ page, context, demo }) => {
  await page.goto(demo.address('energy'));
  await noticeDrawn(page);
  const skip = page.getByRole('link', { name: '本文へ移動' });
  await skip.focus();
  for (const name of ['register', SETTINGS, REJECT]) {
    await page.keyboard.press('Shift+Tab');
    if (name !== 'register') await expect(noticeButton(page, name)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(noticePanel(page)).toBeHidden();
  await expect(skip).toBeFocused();
  expect(await decided(context, 'energy')).toMatchObject({ statistics: false });
});

test('the focus is back after a choice that was made in the settings, and in the notice after Esc', async ({
  page,
  context,
  demo,
}) => {
  await page.goto(demo.address('energy'));
  await noticeDrawn(page);
  const link = page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' });
  await link.focus();
  await page.keyboard.press('Enter');
  const dialog = settings(page);
  await expect(dialog.getByRole('heading', { level: 2 })).toBeFocused();
  await tabTo(page, () => dialog.getByRole('button', { name: REJECT, exact: true }));
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText(SAVED);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(link).toBeFocused();
  expect(await decided(context, 'energy')).toMatchObject({ statistics: false });
});

test('everything can be done by keyboard: open, switch, leave, come back, save, withdraw', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  test.slow();
  await page.goto(demo.address('energy'));
  await noticeDrawn(page);
  for (const key of ['Tab', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  const dialog = settings(page);
  const toggle = (name: string) => dialog.getByRole('switch', { name, exact: true });
  const [statistics, identification, linking] = [
    '統計',
    'メールのリンクによる識別',
    '閲覧履歴と会員情報の結び付け',
  ].map(toggle) as [ReturnType<typeof toggle>, ReturnType<typeof toggle>, ReturnType<typeof toggle>];
  await expect(dialog.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(linking).toBeDisabled();
  await tabTo(page, () => statistics);
  await page.keyboard.press('Space');
  await expect(statistics).toBeChecked();
  await tabTo(page, () => identification);
  await page.keyboard.press('Space');
  await expect(linking).toBeEnabled();
  await tabTo(page, () => linking);
  await page.keyboard.press('Space');
  await expect(linking).toBeChecked();
  // What another switch rests on goes, and takes it along.
  await tabTo(page, () => identification, 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect(linking).toBeDisabled();
  await expect(linking).not.toBeChecked();

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(noticeButton(page, SETTINGS)).toBeFocused();
  expect(await context.cookies()).toEqual([]);
  expect(traffic.thirdParty).toEqual([]);

  // What was switched and not saved is still there.
  await page.keyboard.press('Enter');
  await expect(statistics).toBeChecked();
  await tabTo(page, () => dialog.getByRole('button', { name: '選んだ内容で保存する' }));
  await page.keyboard.press('Enter');
  await expect
    .poll(() => decided(context, 'energy'))
    .toEqual({
      statistics: true,
      recommendation: false,
      identification: false,
      linking: false,
      advertising: false,
    });
  await page.keyboard.press('Escape');
  await expect(noticePanel(page)).toBeHidden();
  await expect.poll(() => traffic.thirdParty).toContain('/sp/sp.js');

  // Withdrawing: the same link, the same dialog, and no press more than accepting takes.
  const link = page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' });
  const presses: Record<string, number> = {};
  for (const name of [ACCEPT, REJECT]) {
    await link.focus();
    await page.keyboard.press('Enter');
    const button = dialog.getByRole('button', { name, exact: true });
    await expect(dialog.getByRole('heading', { level: 2 })).toBeFocused();
    presses[name] = await tabTo(page, () => button);
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText(SAVED);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(link).toBeFocused();
  }
  expect(presses[REJECT]).toBeLessThanOrEqual(presses[ACCEPT] ?? 0);
  expect(Object.values((await decided(context, 'energy')) ?? {})).toEqual([false, false, false, false, false]);
});

test('with a mouse, withdrawing everything takes the same two clicks as allowing everything', async ({
  page,
  context,
  demo,
}) => {
  await page.goto(demo.address('energy'));
  await noticeButton(page, REJECT).click();
  for (const [name, granted] of [
    [ACCEPT, true],
    [REJECT, false],
  ] as const) {
    await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
    await settings(page).getByRole('button', { name, exact: true }).click();
    await expect.poll(async () => (await decided(context, 'energy'))?.advertising).toBe(granted);
    await page.keyboard.press('Escape');
  }
});

test('a screen reader meets a named region first: heading, text, three buttons, a link', async ({ page, demo }) => {
  await page.goto(demo.address('energy'));
  await noticeDrawn(page);
  // The live region says its words a moment after the notice is drawn.
  const beginning = async (): Promise<string[]> => (await spokenTree(page)).slice(0, 10);
  await expect
    .poll(beginning)
    .toEqual([
      `region ${TITLE}`,
      `heading ${TITLE}`,
      expect.stringMatching(/^text このサイトでは、閲覧状況の統計.*広告.*のために、クッキー/),
      `button ${ACCEPT}`,
      `button ${REJECT}`,
      `button ${SETTINGS}`,
      expect.stringMatching(/^link 送信先と目的の一覧（第\d+版）$/),
      expect.stringContaining(`status `),
      expect.stringContaining(TITLE),
      'navigation ページ内の移動',
    ]);
  await noticeButton(page, SETTINGS).click();
  await expect(settings(page).getByRole('switch')).toHaveCount(5);
  // A modal dialog: nothing of the page behind it is there, and each switch has the words that explain it.
  const inDialog = await spokenTree(page);
  expect(inDialog[0]).toBe('dialog クッキーの設定');
  expect(inDialog.filter((line) => line.startsWith('switch'))).toEqual([
    'switch 統計',
    'switch おすすめの表示（レコメンド）',
    'switch メールのリンクによる識別',
    'switch 閲覧履歴と会員情報の結び付け',
    'switch 行動ターゲティング広告',
  ]);
  expect(inDialog.some((line) => line.startsWith('navigation') || line.startsWith('region'))).toBe(false);
});

/** The preferences, as a dialog. */
function settings(page: Page) {
  return page.locator('noren-preferences').getByRole('dialog');
}

/** Tabs to a part of the page. @returns how many presses it took */
async function tabTo(page: Page, target: () => ReturnType<Page['locator']>, key = 'Tab'): Promise<number> {
  for (let presses = 1; presses <= 60; presses += 1) {
    await page.keyboard.press(key);
    if (await target().evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element))
      return presses;
  }
  throw new RangeError('no Tab leads there');
}

/** Keeps what the live regions of a page say, in order, from its first moment on: each text once it stands there. */
async function hearLiveRegions(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const spoken: string[] = [];
    Object.assign(window, { spoken });
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      new MutationObserver((mutations) => {
        for (const { target, addedNodes } of mutations) {
          const live = (target instanceof Element ? target : target.parentElement)?.closest(
            '[role=status],[aria-live]',
          );
          const text = live?.textContent?.trim();
          if (text && addedNodes.length && !live?.closest('dialog')) spoken.push(text);
        }
      }).observe(root, { childList: true, characterData: true, subtree: true });
      return root;
    };
  });
  return () => page.evaluate(() => (window as never as { spoken: string[] }).spoken);
}

interface AxNode {
  nodeId: string;
  parentId?: string;
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  childIds?: string[];
}

/** Chromium's own accessibility tree, as lines in reading order: `role name`, and text that no name has said. */
async function spokenTree(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (id: string, said: string): void => {
    const node = byId.get(id);
    if (!node) return;
    const role = node.role?.value ?? '';
    const name = node.name?.value.trim() ?? '';
    let over = said;
    if (!node.ignored && role === 'StaticText') {
      if (name && !said.includes(name)) lines.push(`text ${name}`);
      return;
    }
    if (!node.ignored && !/^(RootWebArea|generic|paragraph|InlineTextBox|none)$/.test(role)) {
      lines.push(`${role} ${name}`);
      // The name of a button is its text; that of a region is not all there is in it.
      if (/^(heading|button|link|switch)$/.test(role)) over = name;
    }
    for (const child of node.childIds ?? []) walk(child, over);
  };
  const root = nodes.find(({ parentId }) => parentId === undefined);
  if (root) walk(root.nodeId, '');
  return lines;
}
