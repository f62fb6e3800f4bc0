import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

test('a frame that shows a document once it is gone fails no test', async ({ page, browserName }) => {
  test.skip(browserName !== 'firefox', 'only Firefox, by WebDriver BiDi, can tell of one');
  const { _connection: connection } = page as unknown as {
    _connection: { toImpl(page: Page): { delegate: { _session: NodeJS.EventEmitter } } };
  };
  // As it arrives from Firefox, by the way that the page has listened to from its start.
  const { _session: session } = connection.toImpl(page).delegate;
  const event = { context: 'gone', url: page.url(), navigation: null };
  expect(() => session.emit('browsingContext.navigationCommitted', event)).not.toThrow();
  expect(session.listenerCount('browsingContext.navigationCommitted')).toBe(1);
});
