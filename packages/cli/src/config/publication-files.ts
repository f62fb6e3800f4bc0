import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NorenError } from '@noren/model';
import { renderPages } from '@noren/model/pages';
import { type PublishedConfig, renderLoader } from '@noren/model/publish';
import type { NewFile } from '../write-files.ts';

/** The published config, as it was checked: what the next one is compared with. */
export const PUBLISHED_CONFIG = 'site-config.json';

const BUILT = fileURLToPath(new URL('../../../../dist', import.meta.url));
const CHUNK = /noren-[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{6,}\.js/g;

/**
 * Everything that a site serves from one folder: noren.js with its config inside, what it brings later, the wordings, those
 * of announced editions, the documents, the pages without script and the published config. `noren.js` is the last: whoever reads it finds the others in their place.
 * @param dist folder of the built loader; default: `dist` of this repository
 * @throws {NorenError} `loader-not-built`
 */
export async function publicationFiles(
  cwd: string,
  published: PublishedConfig,
  dist: string | undefined,
  now: Date,
): Promise<NewFile[]> {
  const folder = dist === undefined ? BUILT : resolve(cwd, dist);
  const loader = await read(folder, 'noren.js');
  const chunks = new Map<string, string>();
  for (const names = chunksIn(loader); names.length > 0; ) {
    const name = names.pop();
    if (name === undefined || chunks.has(name)) continue;
    const text = await read(folder, name);
    chunks.set(name, text);
    names.push(...chunksIn(text));
  }
  return [
    ...[...chunks].map(([name, text]) => ({ name, text })),
    ...[published, ...published.coming].flatMap(({ wordingFiles }) => wordingFiles),
    ...(published.documentsFile ? [published.documentsFile] : []),
    ...renderPages(published, now),
    { name: PUBLISHED_CONFIG, text: `${JSON.stringify(published.config, undefined, 2)}\n` },
    { name: 'noren.js', text: renderLoader(loader, published.runtime) },
  ];
}

const chunksIn = (text: string): string[] => [...new Set(text.match(CHUNK) ?? [])];

async function read(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch {
    throw new NorenError({
      code: 'loader-not-built',
      path: join(folder, name),
      fix: 'run "npm run build", or name the folder of the built loader with --dist',
    });
  }
}
