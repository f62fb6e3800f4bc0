import type { Browser, Page } from 'playwright';

/** What Firefox tells Playwright once a frame shows a new document. */
interface Committed {
  context: string;
  url: string;
  navigation: string | null;
}

/** Playwright's own side of a page in a Firefox that it drives by WebDriver BiDi; nothing of this is published. */
interface BidiPage {
  _page: { frameManager: { frame(id: string): unknown } };
  _onNavigationCommitted(event: Committed): void;
}

let guarded: Promise<void> | undefined;

/**
 * Makes Playwright ignore what a frame shows that it knows to be gone. Firefox can tell of it when a page is left while its
 * frames load, and Playwright then throws out of any reach, which fails whatever test runs.
 * @param browser a Firefox that is driven by WebDriver BiDi; all pages that this process opens from now on are guarded
 * @throws {Error} when Playwright is not as it was: either this has to be mended or it can go
 * @see https://github.com/microsoft/playwright/issues/40763
 */
export function ignoreGoneFrames(browser: Browser): Promise<void> {
  guarded ??= guard(browser);
  return guarded;
}

async function guard(browser: Browser): Promise<void> {
  // A page listens from its start with what its class has then, so one is opened to get at the class.
  const context = await browser.newContext();
  const page = bidiPage(await context.newPage());
  const prototype: BidiPage = Object.getPrototypeOf(page);
  const original = prototype._onNavigationCommitted;
  if (!throwsForGoneFrame(page)) throw new Error('Playwright minds frames that are gone: ignore-gone-frames.ts can go');
  prototype._onNavigationCommitted = function (event) {
    if (this._page.frameManager.frame(event.context)) original.call(this, event);
  };
  if (throwsForGoneFrame(page)) throw new Error('Playwright has changed: ignore-gone-frames.ts does not guard it');
  await context.close();
}

/** @throws {Error} when there is none of the expected shape */
function bidiPage(page: Page): BidiPage {
  const { _connection: connection } = page as unknown as { _connection?: { toImpl?(page: Page): unknown } };
  const { delegate } = (connection?.toImpl?.(page) ?? {}) as { delegate?: BidiPage };
  if (!delegate?._onNavigationCommitted || !delegate._page?.frameManager?.frame)
    throw new Error('Playwright has changed: ignore-gone-frames.ts finds no page of WebDriver BiDi');
  return delegate;
}

function throwsForGoneFrame(page: BidiPage): boolean {
  try {
    page._onNavigationCommitted({ context: 'gone', url: 'about:blank', navigation: null });
    return false;
  } catch {
    return true;
  }
}
