import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { build, defineConfig, type InlineConfig } from 'vite';

/** Everything a site serves: noren.js, the head snippet and the chunks that noren.js brings when they are needed. */
const outDir = 'dist';

/** One self-contained file. Library builds keep their white space unless the bundler is told to minify. */
function file(entry: string, name: string, format: 'es' | 'iife', define: Record<string, string> = {}): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    define,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      // 2 % smaller than the bundler's own, and the first file has a budget.
      minify: 'terser',
      terserOptions: { module: format === 'es', ecma: 2020, compress: { passes: 3, unsafe_arrows: true } },
      lib: { entry, formats: [format], name: 'noren', fileName: () => name },
      rolldownOptions: { output: { chunkFileNames: 'noren-[name].[hash:8].js' } },
    },
  };
}

/** Builds a chunk and names it by its content, so that it can be kept for ever. Its name goes into noren.js. */
async function chunk(entry: string, name: string, define: Record<string, string> = {}): Promise<string> {
  await build(file(entry, `${name}.js`, 'es', define));
  const text = readFileSync(`${outDir}/${name}.js`);
  const hashed = `${name}.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.js`;
  renameSync(`${outDir}/${name}.js`, `${outDir}/${hashed}`);
  return hashed;
}

/** Each file names those it brings, so the first file is built last. A relative import() would fail across origins. */
export default defineConfig(async ({ command }) => {
  if (command !== 'build') return {};
  rmSync(outDir, { recursive: true, force: true });
  const elements = await chunk('packages/elements/src/index.ts', 'noren-elements');
  const proof = await chunk('packages/core/src/proof/index.ts', 'noren-proof');
  const page = await chunk('packages/loader/src/page.ts', 'noren-page', {
    __NOREN_ELEMENTS__: JSON.stringify(elements),
    __NOREN_PROOF__: JSON.stringify(proof),
  });
  await build(file('packages/loader/src/head-snippet.ts', 'noren-head.js', 'iife'));
  const loader = (inlined: boolean, name: string): InlineConfig =>
    file('packages/loader/src/index.ts', name, 'iife', {
      __NOREN_PAGE__: JSON.stringify(page),
      __NOREN_INLINED__: String(inlined),
    });
  await build(loader(false, 'noren-loader.js'));
  return loader(true, 'noren.js');
});
