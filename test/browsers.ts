import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox } from 'playwright';
import { npmChromium } from './npm-chromium.ts';

/** How Playwright is to start a browser, in its own launch options. */
export interface Launch {
  executablePath: string;
  args?: string[];
  env?: Record<string, string>;
  channel?: string;
  firefoxUserPrefs?: Readonly<Record<string, string | number | boolean>>;
}

/** WebKitGTK's driver and the browser that it drives. */
export interface WebKit {
  driver: string;
  browser: string;
}

export type Engine = 'chromium' | 'firefox' | 'webkit';

const engines: Engine[] = ['chromium', 'firefox', 'webkit'];

/**
 * What Chromium is to leave out. The last two are pages of the address bar, which no test has: it loads both for every new
 * window, and that takes longer than most tests. The others are Playwright's own list, since only the last switch counts.
 */
const WITHOUT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'BlockOriginHeaderModificationOnRedirect',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'Translate',
  'AutoDeElevate',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** What Firefox is to leave out: a process for the next page, parts of its own window, and what it writes down of a visit. */
const FIREFOX_PREFS = {
  'dom.ipc.processPrelaunch.enabled': false,
  'sidebar.revamp': false,
  'browser.ml.enable': false,
  'browser.translations.enable': false,
  'extensions.formautofill.addresses.enabled': false,
  'extensions.formautofill.creditCards.enabled': false,
  'browser.sessionstore.interval': 100_000_000,
  'places.history.enabled': false,
};

/** The engines that `NOREN_ENGINES` (a list with commas) asks for, or all three. */
export function wantedEngines(): Engine[] {
  const wanted = process.env.NOREN_ENGINES?.split(',').map((name) => name.trim());
  const unknown = wanted?.find((name) => !engines.includes(name as Engine));
  if (unknown) throw new Error(`NOREN_ENGINES names '${unknown}'; known are ${engines.join(', ')}`);
  return engines.filter((engine) => wanted?.includes(engine) ?? true);
}

/**
 * A Chromium: `NOREN_CHROMIUM` (a path, or `npm` for the one of the npm package), the system's, the one that Playwright
 * has downloaded, the one of the npm package. Of the system's, first the headless shell: the same engine without a
 * browser's windows around it, which starts sooner, and what Playwright itself takes of its own when nobody watches.
 * @param options.whole without the shell: what people have, for a bench
 */
export function findChromium({ whole = false } = {}): Launch | undefined {
  // Playwright itself passes what keeps Chromium quiet; --no-sandbox is for containers, where tests run as root.
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    `--disable-features=${WITHOUT}`,
  ];
  const override = process.env.NOREN_CHROMIUM;
  const executablePath =
    override === 'npm'
      ? undefined
      : (override ??
        (whole ? undefined : onPath('chromium-headless-shell')) ??
        onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
        existing(chromium.executablePath()));
  if (executablePath) return { executablePath, args };
  const packaged = npmChromium();
  if (!packaged) return missing('chromium', 'chromium-headless-shell');
  const env = { ...(process.env as Record<string, string>), ...packaged.env };
  return { executablePath: packaged.executablePath, args: [...args, '--disable-gpu'], env };
}

/** A Firefox: `NOREN_FIREFOX`, the system's (ESR or not), the one that Playwright has downloaded. */
export function findFirefox(): Launch | undefined {
  const system = process.env.NOREN_FIREFOX ?? onPath('firefox-esr', 'firefox');
  // The channel makes Playwright speak WebDriver BiDi, which an unpatched Firefox understands.
  if (system) return { executablePath: system, channel: 'moz-firefox', firefoxUserPrefs: FIREFOX_PREFS };
  const patched = existing(firefox.executablePath());
  return patched ? { executablePath: patched, firefoxUserPrefs: FIREFOX_PREFS } : missing('firefox', 'firefox-esr');
}

/** WebKitGTK: `NOREN_WEBKIT_DRIVER` or `WebKitWebDriver` on the PATH, with the MiniBrowser of the same library. */
export function findWebKit(): WebKit | undefined {
  const driver = process.env.NOREN_WEBKIT_DRIVER ?? onPath('WebKitWebDriver');
  const [browser] = globSync([
    '/usr/lib/*/webkit2gtk-4.*/MiniBrowser',
    '/usr/libexec/webkit2gtk-4.*/MiniBrowser',
  ]).sort();
  return driver && browser ? { driver, browser } : missing('webkit', 'webkit2gtk-driver xvfb');
}

function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

function missing(engine: Engine, packages: string): undefined {
  const install = `apt-get install -y --no-install-recommends ${packages}`;
  const message = `NO ${engine.toUpperCase()} on this machine, so nothing is tested in it. On Debian: ${install}`;
  if (process.env.CI) throw new Error(message);
  console.error(`\n!!! ${message}\n`);
}
