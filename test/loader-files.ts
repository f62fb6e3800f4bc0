import { fileURLToPath } from 'node:url';
import type { Middleware } from '@web/dev-server-core';
import { build, type Rollup } from 'vite';

const NAMES = {
  __NOREN_PAGE__: '"noren-page.js"',
  __NOREN_ELEMENTS__: '"noren-elements.js"',
  __NOREN_PROOF__: '"noren-proof.js"',
  __NOREN_RARE__: '"noren-rare.js"',
  __NOREN_PAGE_VIEWS__: '"noren-page-views.js"',
  __NOREN_ENDING__: '".js"',
  __NOREN_STRICT__: 'false',
};

/** The files of `vite.config.ts`, under names without a hash: entry and what the build puts into it. */
const files: Readonly<Record<string, { entry: string; format: 'es' | 'iife'; define?: Record<string, string> }>> = {
  'noren-loader.js': {
    entry: 'loader/src/index.ts',
    format: 'iife',
    define: { ...NAMES, __NOREN_INLINED__: 'false', __NOREN_EXTENDED__: 'true', __NOREN_TAKE_OVER__: 'true' },
  },
  'noren.js': {
    entry: 'loader/src/index.ts',
    format: 'iife',
    define: { ...NAMES, __NOREN_INLINED__: 'true', __NOREN_EXTENDED__: 'false', __NOREN_TAKE_OVER__: 'false' },
  },
  'noren-extended.js': {
    entry: 'loader/src/index.ts',
    format: 'iife',
    define: { ...NAMES, __NOREN_INLINED__: 'true', __NOREN_EXTENDED__: 'true', __NOREN_TAKE_OVER__: 'false' },
  },
  'noren-strict.js': {
    entry: 'loader/src/index.ts',
    format: 'iife',
    define: {
      ...NAMES,
      __NOREN_INLINED__: 'true',
      __NOREN_EXTENDED__: 'true',
      __NOREN_TAKE_OVER__: 'false',
      __NOREN_STRICT__: 'true',
    },
  },
  'noren-strict-take-over.js': {
    entry: 'loader/src/index.ts',
    format: 'iife',
    define: {
      ...NAMES,
      __NOREN_INLINED__: 'true',
      __NOREN_EXTENDED__: 'true',
      __NOREN_TAKE_OVER__: 'true',
      __NOREN_STRICT__: 'true',
    },
  },
  'noren-head.js': { entry: 'loader/src/head-snippet.ts', format: 'iife', define: { __NOREN_STRICT__: 'false' } },
  'noren-strict-head.js': { entry: 'loader/src/head-snippet.ts', format: 'iife', define: { __NOREN_STRICT__: 'true' } },
  'noren-page.js': {
    entry: 'loader/src/page.ts',
    format: 'es',
    define: NAMES,
  },
  'noren-elements.js': { entry: 'elements/src/index.ts', format: 'es' },
  'noren-rare.js': { entry: 'core/src/rare/index.ts', format: 'es' },
  'noren-page-views.js': { entry: 'core/src/page-views/page-views.ts', format: 'es' },
  'noren-proof.js': { entry: 'core/src/proof/index.ts', format: 'es' },
};

const built = new Map<string, Promise<string>>();

/**
 * Serves noren.js and the files beside it at `/built/…`, from the sources as they are: `dist` may be older, and its
 * names change. Loading the sources as modules would hide which tag they came from.
 */
export const loaderMiddleware: Middleware = async (context, next) => {
  const [, folder, name = ''] = context.path.split('/');
  if (folder !== 'built') return next();
  if (!built.has(name)) built.set(name, bundle(name));
  // Past the dev server, which would look for what they import() on the disk.
  context.respond = false;
  const text = await built.get(name);
  context.res.writeHead(text ? 200 : 404, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end(text);
};

async function bundle(name: string): Promise<string> {
  const [, bridge] = name.match(/^noren-bridge-(.+)\.js$/) ?? [];
  const file = bridge ? { entry: `core/src/bridges/${bridge}.ts`, format: 'es' as const } : files[name];
  if (!file) return '';
  const { entry, format, define = {} } = file;
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      lib: {
        entry: fileURLToPath(new URL(`../packages/${entry}`, import.meta.url)),
        formats: [format],
        name: 'noren',
        // Chunks import what they share with the file by its name.
        fileName: () => name,
      },
      rolldownOptions: { preserveEntrySignatures: 'allow-extension' },
    },
  })) as Rollup.RollupOutput[];
  let text = '';
  for (const chunk of output[0]?.output ?? []) {
    if (chunk.type !== 'chunk') continue;
    if (chunk.isEntry) text = chunk.code;
    else built.set(chunk.fileName, Promise.resolve(chunk.code));
  }
  return text;
}
