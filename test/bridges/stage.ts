import type { RuntimeBridges, RuntimeConfig, RuntimePageViews } from '@noren/model/schema';
import { type Endpoint, endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { turn, until } from '../core/moments.ts';
import { openPage, type Page } from '../core/page.ts';
import { addTag, configText, everything, filesAsked, GOOD } from '../loader/tag.ts';

export interface BridgedPage {
  readonly page: Page;
  /** Where noren.js and what it brings came from. */
  readonly source: Endpoint;
}

export interface BridgedOptions {
  readonly kept?: boolean;
  readonly body?: string;
  readonly purposes?: RuntimeConfig['purposes'];
  readonly services?: RuntimeConfig['services'];
  readonly pageViews?: RuntimePageViews;
  readonly address?: string;
  readonly api?: string;
  readonly before?: (page: Page) => void;
  readonly broken?: string;
  readonly held?: string;
}

/**
 * Opens a page of a site with these bridges; noren.js has run, what it brings is on its way.
 * @param kept what the visitor has decided before, for every purpose alike; default: nothing yet
 * @param body what the page has before the tag
 * @param purposes those of the site, in another way than in the fixture
 * @param services those that the runtime config has, in another way than in the fixture
 * @param pageViews as they stand in the runtime config; default: they are not tracked
 * @param api address of the consent API; default: there is none
 * @param address query and fragment that the page is opened with
 * @param held how names of files begin that wait until `source` is told to answer with `GOOD`
 * @param broken name of a file that comes as no script
 * @param before done in the page before the tag is there
 */
export async function openBridged(
  bridges: RuntimeBridges,
  { kept, body, purposes, services, pageViews, api, address = '', before, broken, held }: BridgedOptions = {},
): Promise<BridgedPage> {
  const page = await openPage(body, { address });
  if (kept !== undefined) keep(everything(kept), { by: page.document });
  before?.(page);
  const source = await endpoint({
    ...GOOD,
    ...(broken ? { files: { [broken]: '' } } : {}),
    ...(held ? { hold: held } : {}),
  });
  await addTag(page, {
    src: `${source.path}/noren-loader.js`,
    inPage: await configText({ bridges, pageViews, api, ...(purposes && { purposes }), ...(services && { services }) }),
  });
  return { page, source };
}

/** Runs a script of the page's own, as an inline one. */
export function runInPage({ document }: Pick<Page, 'document'>, code: string): void {
  document.body.append(Object.assign(document.createElement('script'), { textContent: code }));
}

/** Settles once these bridges have begun: what they say at the start is said. */
export async function begun({ page, source }: BridgedPage, names: readonly string[]): Promise<void> {
  const wanted = names.map((name) => `noren-bridge-${name}.js`);
  await until(async () => {
    const asked = await filesAsked(source);
    return wanted.every((file) => asked.includes(file));
  });
  // What was asked for has yet to run; who asks for it again waits for the same, and the loader begins it right after.
  await Promise.all(wanted.map((file) => page.window.eval(`import('${source.path}/${file}')`)));
  await turn();
}
