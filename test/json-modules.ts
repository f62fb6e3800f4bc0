import type { Plugin } from '@web/dev-server-core';

/**
 * Serves JSON modules as JavaScript. esbuild takes `with { type: 'json' }` away for the target of the tests, and without
 * it no browser imports JSON.
 */
export function jsonModules(): Plugin {
  const isJson = (path: string): boolean => path.startsWith('/packages/') && path.endsWith('.json');
  return {
    name: 'json-modules',
    resolveMimeType: ({ path }) => (isJson(path) ? 'js' : undefined),
    transform: ({ path, body }) => (isJson(path) ? `export default ${String(body)}` : undefined),
  };
}
