import { after, before, describe, it } from 'node:test';
import { type Demo, startDemo } from '../../demo/start.ts';
import { analyticsTools, serveAnalyticsSite, visit } from '../e2e/analytics-tools.ts';
import { skipWithoutWebKit, webkitSession } from './webkit-session.ts';

describe('WebKitGTK, with analytics libraries', { skip: skipWithoutWebKit }, () => {
  const browser = webkitSession();
  let demo: Demo;

  before(async () => {
    demo = await startDemo({ port: 0, quiet: true });
  });
  after(() => demo?.close());

  for (const [name, tool] of Object.entries(analyticsTools)) {
    it(`${name} is silent before the choice and after a withdrawal, and gets the first page view once in between`, async () => {
      const site = await serveAnalyticsSite(tool, demo.port);
      try {
        // Not a page: nothing of Noren runs while the last visitor's choice, which all ports share, is removed.
        await browser().get(`${site.url}nothing`);
        await browser().manage().deleteAllCookies();
        await visit(
          tool,
          site,
          {
            open: (url) => browser().get(url),
            run: (script) => browser().executeScript(script),
            cookieNames: async () =>
              (await browser().manage().getCookies())
                .map(({ name: cookie }) => cookie)
                .filter((cookie) => cookie !== 'sp'),
            until: (what, holds) => browser().wait(holds, 30_000, what, 50),
          },
          () => demo.received(),
        );
      } finally {
        await site.close();
      }
    });
  }
});
