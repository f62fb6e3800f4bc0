// The register of 300 rows as an element, in Chromium on a CPU that is slowed down four times.
import { chromium } from 'playwright';
import { findChromium } from '../../test/browsers.ts';

const SLOWER = 4;
const WORD = 'google';
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/**
 * @returns medians in milliseconds. From the moment at which the last file that the rows need was there: `open`, until all
 * 300 rows are in the page and laid out, with who, what and why in each of them, and its search is at work; `seen`, until the
 * frame with the rows in view was handed over for painting; `whole`, until what opens in each of them is in the page too, for
 * the browser's own search and the printer. `block`: the longest that a press would have waited meanwhile, once the rows were
 * there. `key`, the slowest key press of a word typed into the search, the first included, to the rows that fit laid out.
 */
export async function measureElement(url, runs) {
  const browser = await chromium.launch(findChromium({ whole: true }));
  const samples = { open: [], seen: [], whole: [], block: [], key: [] };
  try {
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      await page.addInitScript(() => {
        const rootOf = () => document.querySelector('noren-disclosure')?.shadowRoot;
        // A frame after the rows are there they are laid out, because asking for their place does it.
        const look = () => {
          const rows = rootOf()?.querySelectorAll('[part=row]') ?? [];
          if (rows.length < 300 || !rootOf().querySelector('#found')?.textContent) return requestAnimationFrame(look);
          rows[299].getBoundingClientRect();
          const at = { open: performance.now(), block: 0 };
          // What each row tells by now: the name and the three terms alone would be less.
          at.mute = [...rows].filter(({ textContent }) => textContent.replace(/\s/g, '').length < 60).length;
          // A task after the frame: until then the browser lays out and paints what is in view.
          const channel = new MessageChannel();
          let before = at.open;
          channel.port1.onmessage = () => {
            const now = performance.now();
            if (at.seen) at.block = Math.max(at.block, now - before);
            at.seen ??= now;
            before = now;
            if (rootOf().querySelectorAll('[part=details]').length < 300) return channel.port2.postMessage(0);
            at.whole = now;
            window.opened = at;
          };
          channel.port2.postMessage(0);
        };
        requestAnimationFrame(look);
      });
      await page.goto(url);
      await page.waitForFunction(() => window.opened);
      const at = await page.evaluate(() => {
        if (window.opened.mute > 0) throw new Error(`${window.opened.mute} rows told nothing when they were counted`);
        const files = performance.getEntriesByType('resource').filter(({ name }) => /disclosure|wording/.test(name));
        const start = Math.max(...files.map(({ responseEnd }) => responseEnd));
        const { open, seen, whole, block } = window.opened;
        return { open: open - start, seen: seen - start, whole: whole - start, block };
      });
      for (const name of ['open', 'seen', 'whole', 'block']) samples[name].push(at[name]);
      samples.key.push(
        await page.evaluate((word) => {
          const root = document.querySelector('noren-disclosure').shadowRoot;
          const input = root.querySelector('input[type=search]');
          const took = [...word].map((letter) => {
            const start = performance.now();
            input.value += letter;
            input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
            root.querySelector('[part=history], [part=surface]').getBoundingClientRect();
            return performance.now() - start;
          });
          const left = [...root.querySelectorAll('[part=row]')].filter((row) => row.getBoundingClientRect().height > 0);
          if (left.length === 0 || left.length >= 300) throw new Error(`the search left ${left.length} rows`);
          return Math.max(...took);
        }, WORD),
      );
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, median(list)]));
}
