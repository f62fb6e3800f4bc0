import { emulateMedia, setViewport } from '@web/test-runner-commands';

type Wish = 'light' | 'dark' | 'forced-colors' | 'print';

const query: Readonly<Record<Wish, string>> = {
  light: '(prefers-color-scheme: light)',
  dark: '(prefers-color-scheme: dark)',
  'forced-colors': '(forced-colors: active)',
  print: 'print',
};

// WebDriver, by which WebKitGTK is driven, has neither of the two commands.
const isWebKit = navigator.userAgent.includes('AppleWebKit') && !navigator.userAgent.includes('Chrome');

/**
 * Asks the engine for a medium; skips the test where it cannot: Firefox ignores the request silently and WebKitGTK has
 * none.
 */
export async function inMedium(test: Mocha.Context, wish: Wish): Promise<void> {
  const features = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    'forced-colors': { forcedColors: 'active' },
    print: { media: 'print' },
  }[wish];
  await emulate(features);
  if (!matchMedia(query[wish]).matches) test.skip();
}

/** Back to a light screen. */
export async function plainMedium(): Promise<void> {
  const plain = { colorScheme: 'light', forcedColors: 'none', media: 'screen' };
  await emulate(plain);
}

/** Sets the size of the window; skips the test in an engine that cannot. */
export async function inWindow(test: Mocha.Context, width: number, height: number): Promise<void> {
  if (isWebKit) test.skip();
  await setViewport({ width, height });
}

// Playwright takes forcedColors too; only the type of the command does not know it.
async function emulate(features: object): Promise<void> {
  if (!isWebKit) await emulateMedia(features as Parameters<typeof emulateMedia>[0]);
}
