import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with a page as it stands, shadow roots included; none is well. On whole pages it looks in Chromium
 * alone, since roles, names and colours are the same in every browser; on each element it looks in all of them (test/elements).
 */
export async function axeFindings(page: Page, exclude: readonly string[] = []): Promise<string[]> {
  if (page.context().browser()?.browserType().name() !== 'chromium') return [];
  // Evaluated, not inserted: the strict page allows no script without a nonce. Once for each page: it is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(`axe.run({ exclude: ${JSON.stringify(exclude)} }, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
}
