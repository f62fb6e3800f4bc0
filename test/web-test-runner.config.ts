import { fileURLToPath } from 'node:url';
import { type BrowserLauncher, defaultReporter, type TestRunnerConfig } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findChromium, findFirefox, findWebKit, wantedEngines } from './browsers.ts';
import { bundledTests } from './bundled-tests.ts';
import { countReporter } from './count-reporter.ts';
import { endpointMiddleware } from './endpoints.ts';
import { ignoreGoneFrames } from './ignore-gone-frames.ts';
import { labMiddleware } from './lab-file.ts';
import { loaderMiddleware } from './loader-files.ts';
import { startWebKitDriver } from './webkit-driver.ts';

const launchers = {
  chromium() {
    const launchOptions = findChromium();
    return launchOptions && playwrightLauncher({ product: 'chromium', launchOptions });
  },
  firefox() {
    const launchOptions = findFirefox();
    return (
      launchOptions &&
      playwrightLauncher({
        product: 'firefox',
        launchOptions,
        async createPage({ browser, context }) {
          if (launchOptions.channel === 'moz-firefox') await ignoreGoneFrames(browser);
          return context.newPage();
        },
      })
    );
  },
  async webkit() {
    const webkit = findWebKit();
    if (!webkit) return;
    const { port, capabilities } = await startWebKitDriver(webkit);
    const launcher = webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port,
      path: '/',
      logLevel: 'error',
      capabilities: { ...capabilities, 'wdio:enforceWebDriverClassic': true },
    });
    // Two packages of @web disagree under exactOptionalPropertyTypes.
    return launcher as unknown as BrowserLauncher;
  },
};

const files = ['test/whole-{model,core,loader,elements-1,elements-2}.test.ts'];
// Each test file can be named on the command line alone.
const served = [...files, 'test/{model,core,bridges,loader,strict,debug,elements}/**/*.test.ts'];

/**
 * Component and store tests, in all real engines at once; one page at a time in each, or keyboard tests steal each other's
 * focus.
 */
export default {
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  files,
  middleware: [bundledTests(served), endpointMiddleware, labMiddleware, loaderMiddleware],
  browsers: (await Promise.all(wantedEngines().map((engine) => launchers[engine]()))).filter(
    (launcher) => launcher !== undefined,
  ),
  concurrency: 1,
  concurrentBrowsers: 3,
  // For a whole page of them; each test has a limit of its own. A busy machine is no defect.
  testsFinishTimeout: 600_000,
  browserStartTimeout: 180_000,
  reporters: [defaultReporter(), countReporter()],
  testFramework: { config: { timeout: '10000', forbidOnly: Boolean(process.env.CI) } },
} satisfies TestRunnerConfig;
