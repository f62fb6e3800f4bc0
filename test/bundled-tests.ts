import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Middleware } from '@web/dev-server-core';
import { build, type Rollup } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
let bundles: Promise<ReadonlyMap<string, string>> | undefined;

/**
 * Serves the tests as bundles: three hundred requests for each of ninety pages, in three engines, take longer than the
 * tests themselves. The code goes through the same bundler as what is published; each page still has modules of its own.
 * @param files patterns from the root of the repository
 */
export function bundledTests(files: readonly string[]): Middleware {
  return async (context, next) => {
    if (!/^\/test\/.+\.test\.ts$|^\/test\/bundled\//.test(context.path)) return next();
    bundles ??= bundle(files);
    const text = (await bundles).get(context.path);
    if (text === undefined) return next();
    // Past the dev server, which would look for what they import on the disk.
    context.respond = false;
    context.res.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end(text);
  };
}

/** Address → text of every test, of what they share and of the source maps. */
async function bundle(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = globSync([...files], { cwd: root });
  const { output } = (await build({
    configFile: false,
    root,
    base: '/',
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      sourcemap: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(paths.map((path) => [path, `${root}${path}`])),
        // What the runner's own commands import from the runner.
        external: /^\/__web-/,
        preserveEntrySignatures: 'allow-extension',
        output: { entryFileNames: '[name]', chunkFileNames: 'test/bundled/[name]-[hash].js' },
      },
    },
  })) as Rollup.RollupOutput;
  return new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : String(file.source)]));
}
