import { request } from 'node:http';
import type { RecordRequest } from '@noren/model/schema';
import type { Page } from '@playwright/test';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { ACCEPT, expect, noticeButton, noticeDrawn, type OwnDemo, REJECT, SAVE, SETTINGS, test } from './fixture.ts';

/** Everything that Noren tells the window, as text. */
async function hearEvents(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    const dispatch = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.type.startsWith('noren')) heard.push([event.type, (event as CustomEvent).detail]);
      return dispatch.call(this, event);
    };
  });
  return () => page.evaluate(() => JSON.stringify((window as never as { heard: unknown[] }).heard));
}

/** The API's public keys, as anyone can read them. */
async function publicKeys(demo: OwnDemo): Promise<JSONWebKeySet> {
  const { body } = await call(demo, { path: '/noren/.well-known/jwks.json' });
  return JSON.parse(body) as JSONWebKeySet;
}

interface Call {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request to the API as some other program sends it: from Node no *.localhost resolves, and fetch sends no Host. */
function call(demo: OwnDemo, { path, method = 'GET', headers = {}, body = '' }: Call) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const host = `portal.localhost:${demo.port}`;
    const asked = request({ host: '127.0.0.1', port: demo.port, path, method, headers: { host, ...headers } });
    asked.on('response', async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode ?? 0, body: text });
    });
    asked.on('error', reject).end(body);
  });
}

async function openSettings(page: Page) {
  await page.getByRole('contentinfo').getByRole('link', { name: 'クッキーの設定' }).click();
  return page.locator('noren-preferences').getByRole('dialog');
}

for (const site of ['energy', 'portal'] as const) {
  test(`on ${site} the record of choices is what the database holds, and its receipt can be verified by anyone`, async ({
    page,
    context,
    demo,
    browserName,
  }) => {
    const events = await hearEvents(page);
    const before = demo.records(site).length;
    await page.goto(demo.address(site));
    await noticeButton(page, SETTINGS).click();
    const dialog = page.locator('noren-preferences').getByRole('dialog');
    await dialog.getByRole('switch', { name: '統計', exact: true }).click();
    await dialog.getByRole('button', { name: SAVE }).click();
    await expect.poll(() => demo.records(site).length).toBe(before + 1);
    await dialog.getByRole('button', { name: ACCEPT, exact: true }).click();
    await expect.poll(() => demo.records(site).length).toBe(before + 2);
    await page.goto(demo.address(site, '/news/'));
    await openSettings(page);
    await dialog.getByRole('button', { name: REJECT, exact: true }).click();
    await expect.poll(() => demo.records(site).length).toBe(before + 3);
    await page.reload();
    await openSettings(page);
    await dialog.getByRole('button', { name: '選択の記録' }).click();

    // Newest first: what was chosen, when, under which edition, and the record's number.
    const stored = demo.records(site).slice(before).reverse();
    const rows = dialog.locator('[part=history]').getByRole('listitem');
    await expect(rows).toHaveCount(3);
    const words = ['必要なもののみ', 'すべて許可', '個別に選択'];
    for (const [index, { id, edition, effectiveAt }] of stored.entries()) {
      const row = rows.nth(index);
      await expect(row).toContainText(words[index] ?? '');
      await expect(row).toContainText(id);
      await expect(row).toContainText(`第${edition}版`);
      await expect(row.locator('time')).toHaveAttribute('datetime', effectiveAt);
    }
    await expect(rows.nth(2)).toContainText(/許可\s*統計\s*拒否/);

    // Firefox tells Playwright of no download, so there what the page was given is looked at.
    const asked = page.waitForResponse((response) => response.url().endsWith('/receipt'));
    const download = browserName === 'chromium' ? page.waitForEvent('download') : undefined;
    await rows.nth(2).getByRole('button', { name: '控えを保存' }).click();
    let receipt = await (await asked).text();
    if (download) {
      const file = await download;
      expect(file.suggestedFilename()).toBe(`noren-receipt-${stored[2]?.id}.jws`);
      receipt = '';
      for await (const chunk of (await file.createReadStream()).setEncoding('utf8')) receipt += chunk;
    }
    const keys = createLocalJWKSet(await publicKeys(demo));
    const { payload, protectedHeader } = await compactVerify(receipt, keys);
    expect(protectedHeader.alg).toBe('EdDSA');
    expect(JSON.parse(new TextDecoder().decode(payload)).record).toEqual(stored[2]);
    // One byte is enough, wherever it stands.
    for (const at of [10, Math.floor(receipt.length / 2), receipt.length - 20]) {
      const changed = `${receipt.slice(0, at)}${receipt[at] === 'A' ? 'B' : 'A'}${receipt.slice(at + 1)}`;
      await expect(compactVerify(changed, keys), `byte ${at}`).rejects.toThrow();
    }

    // Nothing that names the visitor or a record, in the cookie or in what the window is told.
    const jar = await context.cookies(demo.address(site));
    const cookie = decodeURIComponent(jar.find(({ name }) => name === 'noren')?.value ?? '');
    const told = await events();
    expect(Object.keys(JSON.parse(cookie)).sort()).not.toContain('r');
    for (const { id } of stored) {
      expect(cookie).not.toContain(id);
      expect(told).not.toContain(id);
    }
    for (const text of [cookie, told]) expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|[\w-]{22,}"/);

    const subject = jar.find(({ name }) => name.endsWith('noren-s'));
    if (site === 'energy') expect(subject).toBeUndefined();
    else {
      // The API is on this host: it keeps the secret where no script reads it, and the choice where Safari keeps it.
      expect(subject).toMatchObject({ httpOnly: true, sameSite: expect.stringMatching(/Lax|Strict/), path: '/' });
      expect(await page.evaluate(() => document.cookie)).not.toContain('noren-s');
      // Until the page has heard the API's answer, it is here; then nowhere that a script reaches.
      await expect.poll(() => page.evaluate(keptSecrets)).toEqual([]);
    }
  });
}

test('on the API’s own host the choice is set again by the server, without the number of the record', async ({
  page,
  demo,
}) => {
  await page.goto(demo.address('portal'));
  await noticeDrawn(page);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok());
  await noticeButton(page, REJECT).click();
  const set = (await (await answered).headersArray()).filter(({ name }) => name.toLowerCase() === 'set-cookie');
  const cookies = set.flatMap(({ value }) => value.split('\n'));
  const own = cookies.find((cookie) => cookie.startsWith('noren=')) ?? '';
  const value = JSON.parse(decodeURIComponent(own.slice('noren='.length).split(';', 1)[0] ?? ''));
  expect(value.p.advertising[0]).toBe(0);
  expect(value).not.toHaveProperty('r');
  expect(own.toLowerCase()).toContain('samesite=lax');
  expect(own.toLowerCase()).toMatch(/max-age=\d{7,}/);
  const secret = cookies.find((cookie) => /^(__Host-)?noren-s=/.test(cookie)) ?? '';
  expect(secret.toLowerCase()).toContain('httponly');
});

test('the secret of a page that was left before it heard the API’s answer goes once somebody looks at the records', async ({
  page,
  context,
  demo,
}) => {
  // The answer arrives, with its cookies, and nobody is there to take it.
  const deafen = await page.addInitScript(() => {
    const ask = window.fetch;
    window.fetch = (input, init) => {
      const answer = ask(input, init);
      return init?.method === 'POST' ? answer.then(() => new Promise<Response>(() => {})) : answer;
    };
  });
  await page.goto(demo.address('portal'));
  await noticeDrawn(page);
  await noticeButton(page, ACCEPT).click();
  const jar = () => context.cookies(demo.address('portal'));
  await expect.poll(async () => (await jar()).some(({ name }) => name.endsWith('noren-s'))).toBe(true);
  await deafen.dispose();
  await page.goto(demo.address('portal', '/news/'));
  expect(await page.evaluate(keptSecrets)).toHaveLength(1);
  const dialog = await openSettings(page);
  await dialog.getByRole('button', { name: '選択の記録' }).click();
  await expect(dialog.locator('[part=history]').getByRole('listitem')).toHaveCount(1);
  await expect.poll(() => page.evaluate(keptSecrets)).toEqual([]);
  expect(demo.records('portal').filter(({ control }) => control === 'accept-all')).toHaveLength(1);
});

test('another site’s page reads nobody’s records and writes none, not even with a form', async ({
  page,
  context,
  demo,
}) => {
  await page.goto(demo.address('portal'));
  await noticeButton(page, REJECT).click();
  await expect
    .poll(async () => (await context.cookies(demo.address('portal'))).some(({ name }) => name.endsWith('noren-s')))
    .toBe(true);
  await expect.poll(() => demo.records('portal').at(-1)?.control).toBe('reject-all');
  const before = demo.records('portal').length;
  const { id } = demo.records('portal').at(-1) ?? { id: '' };

  // In the same browser, with the visitor's cookies: a page of a provider.
  const stranger = await context.newPage();
  await stranger.goto(demo.address('thirdparty'));
  const base = demo.address('portal', '/noren/v1/sites/portal/records');
  for (const url of [base, `${base}/${id}/receipt`]) {
    const read = await stranger.evaluate(async (address) => {
      const attempts = [{ credentials: 'include' }, { credentials: 'include', mode: 'no-cors' }, {}] as RequestInit[];
      const texts = attempts.map((init) =>
        fetch(address, init).then(
          (response) => response.text(),
          () => '',
        ),
      );
      return (await Promise.all(texts)).join('');
    }, url);
    expect(read).not.toContain(id);
    expect(read).not.toContain('reject-all');
  }
  // A body that the API takes from the site itself: the visitor's own, with another number and a yes to all.
  const {
    v,
    id: number,
    edition,
    wording,
    language,
    offered,
    chosen,
    control,
    surface,
    basis,
    gpc,
  } = demo.records('portal').at(-1) as unknown as RecordRequest;
  const body = JSON.stringify({
    v,
    id: `${number.slice(0, -1)}${number.endsWith('0') ? '1' : '0'}`,
    decidedAt: new Date().toISOString(),
    sentAt: new Date().toISOString(),
    edition,
    wording,
    language,
    offered,
    chosen: { ...chosen, purposes: Object.fromEntries(Object.keys(chosen.purposes).map((purpose) => [purpose, true])) },
    control,
    surface,
    basis,
    gpc,
  });
  for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    // It stays open: Chromium's shell can wait for ever to close a page between an answer and its document.
    const form = await context.newPage();
    await form.goto(demo.address('thirdparty'));
    const posted = form.waitForResponse((response) => response.request().method() === 'POST');
    await form.evaluate(
      ([action, name, type]) => {
        const form = Object.assign(document.createElement('form'), { action, method: 'post', enctype: type });
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value: '' }));
        document.body.append(form);
        form.submit();
      },
      [base, body, enctype] as const,
    );
    expect((await posted).status(), enctype).toBeGreaterThanOrEqual(400);
    expect((await posted).status(), enctype).toBeLessThan(500);
  }
  for (const [mode, type] of [
    ['no-cors', 'text/plain'],
    ['cors', 'text/plain'],
    ['cors', 'application/json'],
  ] as const) {
    await stranger.evaluate(post, [base, body, mode, type] as const);
  }
  expect(demo.records('portal').length).toBe(before);
  const { value } = (await context.cookies(demo.address('portal'))).find(({ name }) => name === 'noren') ?? {
    value: '',
  };
  expect(JSON.parse(decodeURIComponent(value)).p.advertising[0]).toBe(0);
  // The same body from the site's own page is taken: it was refused for where it came from.
  expect(await page.evaluate(post, [base, body, 'cors', 'application/json'] as const)).toBe(201);
  expect(demo.records('portal').length).toBe(before + 1);
});

/** Runs in a page: sends a body with what the browser keeps for the address. @returns the answer's status, 0 for none */
function post([url, body, mode, type]: readonly [string, string, RequestMode, string]): Promise<number> {
  const headers = { 'content-type': type };
  return fetch(url, { method: 'POST', mode, credentials: 'include', headers, body }).then(
    ({ status }) => status,
    () => 0,
  );
}

/** Runs in a page: what it keeps under the subject's name. */
async function keptSecrets(): Promise<unknown[]> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'noren-subject')) return [];
  const opened = indexedDB.open('noren-subject');
  await new Promise((resolve) => opened.addEventListener('success', resolve));
  const all = opened.result.transaction('map').objectStore('map').getAll();
  await new Promise((resolve) => all.addEventListener('success', resolve));
  opened.result.close();
  return all.result;
}
