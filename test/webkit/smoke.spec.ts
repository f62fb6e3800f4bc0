import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { By } from 'selenium-webdriver';
import { skipWithoutWebKit, webkitSession } from './webkit-session.ts';

describe('WebKitGTK', { skip: skipWithoutWebKit }, () => {
  const browser = webkitSession();

  it('opens a page of a .localhost host as a secure context, clicks and keeps a cookie', async (t) => {
    const page =
      '<!doctype html><button onclick="document.cookie=\'a=1\'; this.textContent=isSecureContext">go</button>';
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    await browser().get(`http://portal.localhost:${(server.address() as AddressInfo).port}/`);
    const button = await browser().findElement(By.css('button'));
    await button.click();
    assert.equal(await button.getText(), 'true');
    assert.equal((await browser().manage().getCookie('a')).value, '1');
  });
});
