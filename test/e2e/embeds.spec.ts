import type { Service } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';
import { decided, expect, noticeDrawn, test } from './fixture.ts';

const PLAYER = '/video/embed';

/** A row of the register for one host, as a site has it that knows no more of it. */
function rowOf(id: string): Service {
  const [{ provider: _, ...row }] = siteConfig.services as [Service];
  return { ...row, id, hosts: [`${id}.localhost`] };
}

test('an embed contacts nobody before a press: one frame after “this one”, all after “all”, silent after a withdrawal and a reload', async ({
  page,
  context,
  demo,
  traffic,
}) => {
  const objections: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /Content.Security.Policy|Trusted|Refused to/i.test(text)) objections.push(text);
  });
  const before = demo.records('energy').length;
  const response = await page.goto(demo.address('energy', '/videos/'));
  expect(response?.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
  const [first, second] = [page.locator('noren-embed').first(), page.locator('noren-embed').last()];
  // Not `toBeFocused`: with the focus in a frame of another site, Chromium's window itself has none.
  const hasFocus = (embed: typeof first) =>
    embed.locator('iframe').evaluate((frame) => frame === document.activeElement);
  const waits = (embed: typeof first) => embed.getByRole('group', { name: /（\d分）$/ });
  await expect(waits(first)).toContainText('サンプル動画株式会社');
  await expect(waits(second)).toContainText('閲覧したページの URL');
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);

  // This one, out of a comment: by the keyboard, and the focus is in it.
  await second.getByRole('button', { name: 'これだけを表示する' }).press('Enter');
  await expect(second.frameLocator('iframe').getByRole('button', { name: '再生する' })).toBeVisible();
  expect(await hasFocus(second)).toBe(true);
  await expect(waits(first)).toBeVisible();
  expect(traffic.thirdParty.filter((path) => path === PLAYER)).toHaveLength(1);
  expect([await decided(context, 'energy'), demo.records('energy').length]).toEqual([undefined, before]);

  // Nothing of it is kept.
  traffic.forget();
  await page.reload();
  await expect(waits(second)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);

  // All of this provider, and no other.
  await first.getByRole('button', { name: '「おすすめの表示（レコメンド）」を許可する' }).press('Enter');
  for (const embed of [first, second])
    await expect(embed.frameLocator('iframe').getByRole('button', { name: '再生する' })).toBeVisible();
  expect(await hasFocus(first)).toBe(true);
  expect(traffic.thirdParty.filter((path) => path === PLAYER)).toHaveLength(2);
  expect(traffic.thirdParty.filter((path) => !path.startsWith('/video/'))).toEqual([]);
  expect(await decided(context, 'energy')).toEqual({ recommendation: true });
  await expect.poll(() => demo.records('energy').length).toBe(before + 1);

  // Withdrawn: the frames leave, and the focus that was in one is where it was.
  await page.evaluate(() => {
    (window as never as { noren: { withdraw(purpose: string): void } }).noren.withdraw('recommendation');
  });
  await expect(page.locator('iframe')).toHaveCount(0);
  await expect(waits(first)).toBeFocused();
  await expect(waits(second)).toContainText('許可しない設定です');
  traffic.forget();
  await page.reload();
  await expect(waits(first)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(traffic.thirdParty).toEqual([]);
  expect(objections).toEqual([]);
});

test('without script an embed is a link to its content, and contacts nobody', async ({ scriptless, demo }) => {
  const sent: string[] = [];
  scriptless.on('request', (request) => {
    if (request.url().includes('thirdparty.')) sent.push(request.url());
  });
  await scriptless.goto(demo.address('energy', '/videos/'));
  expect(await scriptless.getByRole('link', { name: '取り付けの手順（2分）' }).isVisible()).toBe(true);
  expect(await scriptless.locator('noren-embed img').isVisible()).toBe(true);
  expect(sent).toEqual([]);
});

test('a post that its script draws is asked for after a yes alone, and leaves with its frames at a no', async ({
  page,
  ownSite,
}) => {
  const sent: string[] = [];
  // As the scripts of X and Instagram do: a frame in the place of the text, on whatever host the text stands.
  const widgets = `document.querySelectorAll('blockquote.post').forEach((text) => {
    const drawn = document.createElement('div');
    drawn.append(Object.assign(document.createElement('iframe'), { title: 'post', src: 'http://posts.localhost/post' }));
    text.replaceWith(drawn);
  })`;
  await page.route('http://posts.localhost/**', (route) => {
    const { pathname } = new URL(route.request().url());
    sent.push(pathname);
    return pathname === '/post'
      ? route.fulfill({ contentType: 'text/html', body: '<p>the post</p>' })
      : route.fulfill({ contentType: 'text/javascript', body: widgets });
  });
  const post = `<noren-embed><template data-noren="statistics" data-noren-service="posts"><!--
    <blockquote class="post">text</blockquote><script async src="http://posts.localhost/widgets.js"></script>
  --></template><a slot="link" href="https://posts.example/1">A post</a></noren-embed>`;
  const { url } = await ownSite({ services: [rowOf('posts')] }, post + post);
  await page.goto(url);
  await noticeDrawn(page);
  const [first, second] = [page.locator('noren-embed').first(), page.locator('noren-embed').last()];
  const presses = first.getByRole('button');
  await expect(presses).toHaveCount(1);
  expect(sent).toEqual([]);
  await presses.press('Enter');
  for (const embed of [first, second]) await expect(embed.frameLocator('iframe').getByText('the post')).toBeVisible();
  await page.evaluate(() => {
    (window as never as { noren: { withdraw(purpose: string): void } }).noren.withdraw('statistics');
  });
  await expect(first.getByRole('group', { name: 'A post' })).toBeVisible();
  await expect(page.locator('iframe')).toHaveCount(0);
});

test('an embed in a shadow root is drawn where an empty one stands in the page: it contacts nobody before a yes, and leaves with it', async ({
  page,
  ownSite,
}) => {
  const sent: string[] = [];
  await page.route('http://films.localhost/**', (route) => {
    sent.push(new URL(route.request().url()).pathname);
    return route.fulfill({ contentType: 'text/html', body: '<p>the film</p>' });
  });
  const film = `<noren-embed><template data-noren="statistics" data-noren-service="films">
    <iframe src="http://films.localhost/film" title="A film" width="480" height="270"></iframe>
  </template></noren-embed>`;
  const { url } = await ownSite(
    { services: [rowOf('films')] },
    '<noren-embed hidden></noren-embed><div id="host"></div>',
  );
  await page.goto(url);
  await page.evaluate((markup) => {
    const root = document.querySelector('#host')?.attachShadow({ mode: 'open' });
    if (root) root.innerHTML = markup;
  }, film);
  const embed = page.locator('#host noren-embed');
  const waits = embed.getByRole('group', { name: 'A film' });
  await expect(waits).toBeVisible();
  expect(sent).toEqual([]);
  await embed.getByRole('button').first().press('Enter');
  await expect(embed.frameLocator('iframe').getByText('the film')).toBeVisible();
  expect(sent).toEqual(['/film']);
  const choose = (granted: boolean) =>
    page.evaluate((statistics) => {
      const { noren } = window as never as { noren: { decide(choice: object): void } };
      noren.decide({ purposes: { statistics } });
    }, granted);
  await choose(false);
  await expect(embed.locator('iframe')).toHaveCount(0);
  await expect(waits).toBeFocused();
  await choose(true);
  await expect(embed.frameLocator('iframe').getByText('the film')).toBeVisible();
  expect(sent).toEqual(['/film', '/film']);
});
