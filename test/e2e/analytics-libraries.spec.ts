import { analyticsTools, serveAnalyticsSite, visit } from './analytics-tools.ts';
import { expect, test } from './fixture.ts';

for (const [name, tool] of Object.entries(analyticsTools)) {
  test(`${name} is silent before the choice and after a withdrawal, and gets the first page view once in between`, async ({
    page,
    context,
    demo,
  }) => {
    const site = await serveAnalyticsSite(tool, demo.port);
    try {
      await visit(
        tool,
        site,
        {
          open: (url) => page.goto(url),
          run: (script) => page.evaluate(`(() => { ${script} })()`),
          cookieNames: async () => (await context.cookies(site.url)).map(({ name: cookie }) => cookie),
          until: (what, holds) => expect.poll(holds, { message: what }).toBe(true),
        },
        () => demo.received(),
      );
    } finally {
      await site.close();
    }
  });
}
