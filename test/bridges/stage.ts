import type { Bridges } from '@noren/model/schema';
import { type Endpoint, endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { openPage, type Page } from '../core/page.ts';
import { addTag, configText, everything, GOOD } from '../loader/tag.ts';

export interface BridgedPage {
  readonly page: Page;
  /** Where noren.js and what it brings came from. */
  readonly source: Endpoint;
}

/**
 * Opens a page of a site with these bridges; noren.js has run, what it brings is on its way.
 * @param kept what the visitor has decided before, for every purpose alike; default: nothing yet
 * @param body what the page has before the tag
 */
export async function openBridged(
  bridges: Bridges,
  { kept, body }: { kept?: boolean; body?: string } = {},
): Promise<BridgedPage> {
  const page = await openPage(body);
  if (kept !== undefined) keep(everything(kept), { by: page.document });
  const source = await endpoint(GOOD);
  await addTag(page, { src: `${source.path}/noren-loader.js`, inPage: await configText({ bridges }) });
  return { page, source };
}
