import { NorenError } from '../noren-error.ts';
import type { RuntimeConfig } from '../schema/index.ts';
import type { PublishedConfig } from './publish-config.ts';

/** Stands in the built loader where a site's runtime config goes, as the text of a JavaScript string. */
export const CONFIG_PLACEHOLDER = '__NOREN_RUNTIME_CONFIG__';

/** What strict mode is in: a file beside `noren.js`, of the same name in the build and where a site serves it. */
export const STRICT_FILE = 'noren-strict.js';

/** Name of the bridge that every `noren-strict.js` brings. */
export const STRICT_BRIDGE = 'strict';

/** A built loader: the plain one, one that can bring what few sites have, that one for a site that comes from another tool, and the last two with strict mode. */
export type LoaderFile =
  | 'noren.js'
  | 'noren-extended.js'
  | 'noren-take-over.js'
  | typeof STRICT_FILE
  | 'noren-strict-take-over.js';

/** Which of the built loaders a site's `noren.js` is made of: nobody pays for what the site has not asked for. */
export function loaderFileOf({ bridges, debug, pageViews, takeOver }: RuntimeConfig): LoaderFile {
  if (takeOver) return 'noren-take-over.js';
  return bridges || debug || pageViews ? 'noren-extended.js' : 'noren.js';
}

/** Which of them a site's `noren-strict.js` is made of. */
export function strictLoaderFileOf({ takeOver }: RuntimeConfig): LoaderFile {
  return takeOver ? 'noren-strict-take-over.js' : STRICT_FILE;
}

/**
 * A site's own `noren.js`: the built loader with the runtime config inside, as a string that the loader hands to
 * `JSON.parse` (never as an object literal, which would run what a config contains).
 * @throws {NorenError} `loader-without-placeholder` when the built loader is not one
 */
export function renderLoader(loader: string, runtime: RuntimeConfig): string {
  const at = loader.search(new RegExp(`(["'\`])${CONFIG_PLACEHOLDER}\\1`));
  if (at < 0) {
    throw new NorenError({
      code: 'loader-without-placeholder',
      received: loader.slice(0, 80),
      fix: 'run npm run build and pass dist/noren.js',
    });
  }
  // Single quotes keep the JSON's own double quotes as they are; </script and line separators never appear raw.
  // A stamp tells a config that was published; what is in here was, and for this very loader.
  const text = JSON.stringify({ ...runtime, stamp: undefined, v: undefined })
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('<', '\\x3c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `${loader.slice(0, at)}'${text}'${loader.slice(at + CONFIG_PLACEHOLDER.length + 2)}`;
}

/**
 * A site's own `noren-strict.js`: as {@link renderLoader}, with what strict mode goes by.
 * @param loader the built file that {@link strictLoaderFileOf} names
 */
export function renderStrictLoader(
  loader: string,
  { runtime, strict }: Pick<PublishedConfig, 'runtime' | 'strict'>,
): string {
  const { debug } = runtime;
  // What it tells is in a file that it brings as it brings bridges.
  const bridges = { ...runtime.bridges, [STRICT_BRIDGE]: {} };
  // What the inspector goes by is the same, and need not be there twice.
  const inspector = debug ? { debug: { ...debug, rules: undefined } } : {};
  return renderLoader(loader, { ...runtime, ...inspector, bridges, strict });
}
