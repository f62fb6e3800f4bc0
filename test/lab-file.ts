import { fileURLToPath } from 'node:url';
import type { Middleware } from '@web/dev-server-core';
import { build, type Rollup } from 'vite';

let built: Promise<string> | undefined;

/**
 * Serves `test/core/lab.ts` with all it imports as one classic script at `/lab.js`. A page that is still being parsed
 * gets it at once; forty modules would come late, and in WebKit sometimes not before the page has ended.
 */
export const labMiddleware: Middleware = async (context, next) => {
  if (context.path !== '/lab.js') return next();
  built ??= bundle();
  context.type = 'text/javascript';
  context.body = await built;
};

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('core/lab.ts', import.meta.url));
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'lab' } },
  })) as Rollup.RollupOutput[];
  return output[0]?.output[0].code ?? '';
}
