import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { originOf } from '../group/address.ts';
import { html, plain } from './respond.ts';
import { sharedAsset } from './shared-asset.ts';
import { renderTemplate } from './template.ts';

const PAGES = fileURLToPath(new URL('../pages', import.meta.url));

/** The page at the plain address (`localhost`): where everything is, and what to try. */
export function demoGuide(port: number): (request: Request) => Promise<Response> {
  const places = {
    portal: originOf('portal', port),
    energy: originOf('energy', port),
    solutions: originOf('solutions', port),
    thirdparty: originOf('thirdparty', port),
    id: originOf('id', port),
    mail: originOf('mail', port),
    sender: originOf('sender', port),
  };
  return async ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === '/')
      return html(await renderTemplate(PAGES, await readFile(`${PAGES}/guide.html`, 'utf8'), places));
    return (await sharedAsset(pathname)) ?? plain('Not found.', 404);
  };
}
