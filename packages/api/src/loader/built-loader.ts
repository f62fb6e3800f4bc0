import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadFile, LoaderFile } from '@noren/model/publish';

/** A chunk of the loader, `noren-elements.1a2b3c4d.js`: its name carries a hash of its content, and leads nowhere else. */
export const CHUNK = /^noren-[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{6,}\.js$/;
const FRESH_MS = 1000;

interface Loaded {
  readonly text?: string;
  readonly mtimeMs?: number;
  readonly checkedAt: number;
}

/** The folder that `npm run build` fills: `noren.js` and the chunks that it loads later. */
export class BuiltLoader {
  readonly #folder: string;
  readonly #loaders = new Map<LoaderFile, Loaded>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Text of a loader, read again when it was built again; undefined when there is none. */
  async text(name: LoaderFile): Promise<string | undefined> {
    const known = this.#loaders.get(name);
    if (known && performance.now() - known.checkedAt < FRESH_MS) return known.text;
    const file = join(this.#folder, name);
    let loaded: Pick<Loaded, 'text' | 'mtimeMs'> = {};
    try {
      const { mtimeMs } = await stat(file);
      loaded = known?.mtimeMs === mtimeMs ? known : { text: await readFile(file, 'utf8'), mtimeMs };
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    }
    this.#loaders.set(name, { ...loaded, checkedAt: performance.now() });
    return loaded.text;
  }

  /** Every chunk of the build. */
  async chunks(): Promise<{ readonly name: string; readonly text: string }[]> {
    const names = (await readdir(this.#folder)).filter((name) => CHUNK.test(name));
    return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(this.#folder, name), 'utf8') })));
  }

  /** Text of one chunk; undefined when the build has none of that name. */
  async chunk(name: string): Promise<string | undefined> {
    return this.#read(name);
  }

  /** Text of a head snippet before a site is put into it; undefined when there is none. */
  async head(name: HeadFile): Promise<string | undefined> {
    return this.#read(name);
  }

  async #read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.#folder, name), 'utf8');
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
      return undefined;
    }
  }
}
