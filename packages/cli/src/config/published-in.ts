import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SiteConfig } from '@noren/model/schema';
import { PUBLISHED_CONFIG } from './publication-files.ts';
import { readPublished } from './read-published.ts';

/**
 * What an earlier publication left in a folder, if there was one.
 * @throws {NorenError} `unreadable-file`, where it is no config
 */
export async function publishedIn(cwd: string, folder: string): Promise<SiteConfig | undefined> {
  const file = join(folder, PUBLISHED_CONFIG);
  return existsSync(resolve(cwd, file)) ? readPublished(cwd, file) : undefined;
}
