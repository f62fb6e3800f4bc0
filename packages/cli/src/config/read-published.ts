import { NorenError } from '@noren/model';
import { checkConfig } from '@noren/model/publish';
import { type SiteConfig, siteConfig } from '@noren/model/schema';
import { parseConfigFile } from './read-config.ts';

/**
 * Reads a config that was published. Rules that came later do not matter: only its shape must be right.
 * @throws {NorenError} `unreadable-file`, also where it is no config
 */
export async function readPublished(cwd: string, file: string): Promise<SiteConfig> {
  const { value } = await parseConfigFile(cwd, file);
  const config = checkConfig(value).config ?? siteConfig.safeParse(value).data;
  if (config) return config;
  throw new NorenError({
    code: 'unreadable-file',
    path: file,
    fix: 'a published config, such as the site-config.json that "noren check --write" leaves',
  });
}
