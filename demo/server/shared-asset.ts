import { fileURLToPath } from 'node:url';
import { fileInFolder } from './file-in-folder.ts';
import { fileResponse } from './file-response.ts';
import { plain } from './respond.ts';

const ASSETS = fileURLToPath(new URL('../assets', import.meta.url));

/** What every host of the demo has: its icon, styles and scripts. @returns undefined where the path names none of it */
export async function sharedAsset(pathname: string): Promise<Response | undefined> {
  if (pathname === '/favicon.ico') return new Response(null, { status: 204 });
  if (!pathname.startsWith('/assets/')) return undefined;
  const file = await fileInFolder(ASSETS, pathname.slice('/assets'.length));
  return file ? fileResponse(file) : plain('Not found.', 404);
}
