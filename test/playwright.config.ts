import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { findChromium, findFirefox, type Launch, wantedEngines } from './browsers.ts';
import { titlesOfOneEngine } from './e2e/one-engine.ts';

const root = new URL('..', import.meta.url).pathname;
const port = Number(process.env.NOREN_DEMO_PORT ?? 4600);
const ci = Boolean(process.env.CI);

// `--project api` and `--project cli` alone need neither a browser nor the demo. Workers read this file too, but see another command line.
const named = process.argv.flatMap((arg, i, all) =>
  all[i - 1] === '--project' ? arg : (arg.split('--project=')[1] ?? []),
);
process.env.NOREN_ONLY_API ??= String(named.length > 0 && named.every((name) => name === 'api' || name === 'cli'));
const onlyApi = process.env.NOREN_ONLY_API === 'true';

function engine(name: 'chromium' | 'firefox', find: () => Launch | undefined) {
  const launchOptions = onlyApi || !wantedEngines().includes(name) ? undefined : find();
  return {
    name,
    testDir: 'e2e',
    // The project stays where its engine is missing, since `--project` of an unknown name is an error.
    ...(launchOptions ? {} : { testIgnore: '**' }),
    use: { browserName: name, baseURL: `http://portal.localhost:${port}`, ...(launchOptions && { launchOptions }) },
  };
}

/** Tests of the API and of the command line without a browser, and end-to-end tests of the demo in Chromium and Firefox. */
export default defineConfig({
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  workers: 2,
  // A busy machine is no defect; what a test waits for has limits of its own.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: ci,
  reporter: 'list',
  // A trace of every test takes as long as the test. Whoever wants one: `--trace on`.
  use: { screenshot: 'only-on-failure' },
  projects: [
    { name: 'api', testDir: 'api' },
    { name: 'cli', testDir: 'cli' },
    engine('chromium', findChromium),
    { ...engine('firefox', findFirefox), grepInvert: titlesOfOneEngine() },
  ],
  ...(!onlyApi &&
    existsSync(`${root}demo/start.ts`) && {
      webServer: {
        command: 'node demo/start.ts',
        cwd: root,
        env: { PORT: String(port) },
        port,
        reuseExistingServer: !ci,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
      },
    }),
});
