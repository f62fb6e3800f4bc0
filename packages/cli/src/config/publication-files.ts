import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NorenError } from '@noren/model';
import { renderPages } from '@noren/model/pages';
import {
  loaderFileOf,
  type PublishedConfig,
  renderLoader,
  renderStrictLoader,
  STRICT_BRIDGE,
  STRICT_FILE,
  strictLoaderFileOf,
} from '@noren/model/publish';
import type { NewFile } from '../write-files.ts';
import { type Embedding, embeddingOf } from './embedding.ts';

/** The published config, as it was checked: what the next one is compared with. */
export const PUBLISHED_CONFIG = 'site-config.json';

/**
 * A byte order mark. Many a web server names no encoding of a script, and a browser then reads it in that of the page: the words of the notice
 * would be no words in a page in Shift_JIS or EUC-JP. @see https://encoding.spec.whatwg.org/#decode
 */
const UTF_8 = '\uFEFF';
const BUILT = fileURLToPath(new URL('../../../../dist', import.meta.url));
const CHUNK = /noren-[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{6,}\.js/g;

/** Where a publication comes from and goes to. */
export interface PublicationOptions {
  /** Folder of the built loader. Default: `dist` of this repository. */
  readonly dist?: string | undefined;
  /** Address of noren.js in pages. Default: `/noren/noren.js`. */
  readonly src?: string | undefined;
}

/**
 * Everything that a site serves from one folder: noren.js and noren-strict.js with its config inside, what it brings later, the wordings, those
 * of announced editions, the documents, the pages without script, the published config, the head snippet and what all of it is
 * pinned by. `noren.js` is the last: whoever reads it finds the others in their place.
 * @throws {NorenError} `loader-not-built`, `loader-without-placeholder`, `not-a-head-snippet`, `invalid-option` for an address
 */
export async function publicationFiles(
  cwd: string,
  published: PublishedConfig,
  now: Date,
  { dist, src }: PublicationOptions = {},
): Promise<{ readonly files: readonly NewFile[]; readonly embedding: Embedding }> {
  const folder = dist === undefined ? BUILT : resolve(cwd, dist);
  const loader = await read(folder, loaderFileOf(published.runtime));
  const strictLoader = await read(folder, strictLoaderFileOf(published.runtime));
  const chunks = new Map<string, string>();
  for (
    const names = [...chunksIn(loader), ...chunksIn(strictLoader), ...(await bridgesIn(folder, published))];
    names.length > 0;
  ) {
    const name = names.pop();
    if (name === undefined || chunks.has(name)) continue;
    const text = await read(folder, name);
    chunks.set(name, text);
    names.push(...chunksIn(text));
  }
  const files: NewFile[] = [
    ...[...chunks].map(([name, text]) => ({ name, text })),
    ...[published, ...published.coming].flatMap(({ wordingFiles }) => wordingFiles),
    ...(published.documentsFile ? [published.documentsFile] : []),
    ...renderPages(published, now),
    { name: PUBLISHED_CONFIG, text: `${JSON.stringify(published.config, undefined, 2)}\n` },
  ];
  const strict = { name: STRICT_FILE, text: UTF_8 + renderStrictLoader(strictLoader, published) };
  const entry = { name: 'noren.js', text: UTF_8 + renderLoader(loader, published.runtime) };
  const { config } = published;
  const { embedding, files: more } = await embeddingOf(
    config,
    [...files, strict, entry],
    { plain: await read(folder, 'noren-head.js'), strict: await read(folder, 'noren-strict-head.js') },
    src,
  );
  return { files: [...files, ...more, strict, entry], embedding };
}

const chunksIn = (text: string): string[] => [...new Set(text.match(CHUNK) ?? [])];

/** The bridges that the config names, and the one of noren-strict.js: the loader makes their names up from those. */
async function bridgesIn(folder: string, { runtime }: PublishedConfig): Promise<string[]> {
  const wanted = [STRICT_BRIDGE, ...Object.keys(runtime.bridges ?? {})].map((name) => `noren-bridge-${name}.`);
  const there = await readdir(folder);
  return there.filter((file) => wanted.some((start) => file.startsWith(start)));
}

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
