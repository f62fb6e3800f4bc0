// The register of 300 rows as an element, in Chromium on a CPU that is slowed down four times.
import { chromium } from 'playwright';
import { findChromium } from '../../test/browsers.ts';

const SLOWER = 4;
const WORD = 'google';
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/**
 * @returns medians in milliseconds: `open`, from the moment at which the last file that it needs was there to its rows laid
 * out; `key`, the slowest key press of a word typed into its search, to the rows that fit laid out
 */
export async function measureElement(url, runs) {
  const browser = await chromium.launch(findChromium());
  const samples = { open: [], key: [] };
  try {
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      await page.addInitScript(() => {
        // A frame after the rows are there they are laid out, because asking for their place does it.
        const look = () => {
          const rows = document.querySelector('noren-disclosure')?.shadowRoot?.querySelectorAll('[part=row]') ?? [];
          if (rows.length < 300) requestAnimationFrame(look);
          else {
            rows[299].getBoundingClientRect();
            window.laidOut = performance.now();
          }
        };
        requestAnimationFrame(look);
      });
      await page.goto(url);
      await page.waitForFunction(() => window.laidOut);
      samples.open.push(
        await page.evaluate(() => {
          const files = performance.getEntriesByType('resource').filter(({ name }) => /disclosure|wording/.test(name));
          return window.laidOut - Math.max(...files.map(({ responseEnd }) => responseEnd));
        }),
      );
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
  return { open: median(samples.open), key: median(samples.key) };
}
