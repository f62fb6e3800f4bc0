import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const find = createRequire(import.meta.url).resolve;
const folderOf = (name: string): string => dirname(find(`${name}/package.json`));
const own = (name: string): string => fileURLToPath(new URL(`tags/${name}`, import.meta.url));

/** The code of each tag as its provider ships it: path → file. */
export const tagFiles: Readonly<Record<string, string>> = {
  '/sp/sp.js': join(folderOf('@snowplow/browser-tracker'), 'dist/index.umd.min.js'),
  '/posthog/array.js': join(folderOf('posthog-js'), 'dist/array.no-external.js'),
  '/posthog/module.js': join(folderOf('posthog-js'), 'dist/module.no-external.js'),
  '/posthog/client.js': join(folderOf('posthog-js'), 'dist/array.full.no-external.js'),
  '/segment/analytics.js': join(folderOf('@segment/analytics-next'), 'dist/umd/index.js'),
  '/plausible/plausible.js': join(
    dirname(fileURLToPath(import.meta.resolve('@plausible-analytics/tracker'))),
    'plausible.js',
  ),
  '/ad/ad.js': own('ad.js'),
  '/video/player.js': own('player.js'),
  '/video/player.css': own('player.css'),
};
