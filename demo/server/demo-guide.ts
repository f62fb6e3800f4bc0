import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { originOf } from '../group/address.ts';
import { fileInFolder } from './file-in-folder.ts';
import { fileResponse } from './file-response.ts';
import { html, plain } from './respond.ts';
import { renderTemplate } from './template.ts';

const PAGES = fileURLToPath(new URL('../pages', import.meta.url));
const ASSETS = fileURLToPath(new URL('../assets', import.meta.url));

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
    if (pathname === '/favicon.ico') return new Response(null, { status: 204 });
    if (pathname === '/')
      return html(await renderTemplate(PAGES, await readFile(`${PAGES}/guide.html`, 'utf8'), places));
    const asset = pathname.startsWith('/assets/')
      ? await fileInFolder(ASSETS, pathname.slice('/assets'.length))
      : undefined;
    return asset ? fileResponse(asset) : plain('Not found.', 404);
  };
}
