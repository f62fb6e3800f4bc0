import { readFile } from 'node:fs/promises';
import { renderHeadSnippet } from '@noren/model/publish';
import type { SiteConfig } from '@noren/model/schema';
import { DIST } from './built-files.ts';

/** The head snippet of a site, ready to stand in a page's first script; `undefined` where the build has none. */
export async function headSnippet(config: SiteConfig, src: string): Promise<string | undefined> {
  const built = await readFile(`${DIST}/noren-head.js`, 'utf8').catch(() => undefined);
  return built && (await renderHeadSnippet(built, config, src)).text;
}
