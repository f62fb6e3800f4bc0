import { after, before } from 'node:test';
import { Builder, type WebDriver } from 'selenium-webdriver';
import { findWebKit, wantedEngines } from '../browsers.ts';
import { startWebKitDriver, type WebKitDriver } from '../webkit-driver.ts';

const webkit = wantedEngines().includes('webkit') ? findWebKit() : undefined;

/** For `describe`: why a WebKit journey is left out, or false. Under CI a missing WebKit is an error instead. */
export const skipWithoutWebKit = webkit ? false : 'no WebKit';

/**
 * One WebKitGTK browser for the tests of the calling `describe`, with a profile of its own that is gone afterwards.
 *
 * @returns a function, since the browser is there only when the tests run.
 */
export function webkitSession(): () => WebDriver {
  let server: WebKitDriver | undefined;
  let driver: WebDriver | undefined;
  before(async () => {
    if (!webkit) return;
    server = await startWebKitDriver(webkit);
    driver = await new Builder()
      .usingServer(`http://127.0.0.1:${server.port}`)
      .withCapabilities(server.capabilities)
      .build();
    await driver.manage().setTimeouts({ implicit: 0, pageLoad: 30_000, script: 10_000 });
  });
  after(async () => {
    await driver?.quit();
    await server?.stop();
  });
  return () => {
    if (!driver) throw new Error('the WebKit session has not started');
    return driver;
  };
}
