import { createHash } from 'node:crypto';
import { globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stands in the names of chunks, and where they name each other, until all are built. As long as what takes its place. */
export const UNNAMED = '000000';

const ENDING = `.${UNNAMED}.js`;

/**
 * Gives the chunks of a build the hash of all of them in place of {@link UNNAMED}, so that each can be kept for ever. With one
 * hash for all, who knows one name knows the others: a hash of its own cost each about 8 B in every file that brings it,
 * and a change in one renamed most others anyway, as they name each other.
 * @param folder of the chunks and of what brings them, whose own name stays
 * @returns what names the chunks in a text that is not in the folder yet: so a file that is served meanwhile never names any
 *   that is not there
 */
export function nameChunks(folder: string): (text: string) => string {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const files = globSync('*.js', { cwd: folder }).sort();
  const chunks = files.filter((file) => file.endsWith(ENDING));
  const id = createHash('sha256')
    .update(JSON.stringify(chunks.map(read)))
    .digest('base64url')
    .slice(0, UNNAMED.length);
  const named = (text: string): string => text.replaceAll(ENDING, `.${id}.js`);
  for (const file of files) {
    writeFileSync(join(folder, file), named(read(file)));
    renameSync(join(folder, file), join(folder, named(file)));
  }
  return named;
}
