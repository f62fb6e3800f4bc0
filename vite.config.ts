import { appendFileSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { siteConfigJsonSchema } from '@noren/model/schema';
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';
import { pageTypes } from './packages/core/build/page-types.ts';
import { askAgain } from './packages/elements/build/ask-again.ts';
import { nameChunks, UNNAMED } from './packages/elements/build/name-chunks.ts';
import { shrinkAnnotations } from './packages/elements/build/shrink-annotations.ts';
import { shrinkCookies } from './packages/elements/build/shrink-cookies.ts';
import { shrinkErrors } from './packages/elements/build/shrink-errors.ts';
import { shrinkHooks } from './packages/elements/build/shrink-hooks.ts';
import { shrinkStyles } from './packages/elements/build/shrink-styles.ts';
import { shrinkTemplates } from './packages/elements/build/shrink-templates.ts';

/** Everything a site serves: noren.js, the head snippet and the chunks that noren.js brings when they are needed. */
const outDir = 'dist';

// Chromium then compiles the first file while it downloads, off the main thread, instead of reading each function twice.
// In the others it would keep code in memory that most visitors never run.
// https://v8.dev/blog/explicit-compile-hints
const COMPILE_HINT = '//# allFunctionsCalledOnLoad';

// An inline script is called after its page in stack traces, where the head snippet's page still has the token: what looks
// at the stack of a call, as whoever wraps `dataLayer.push` may, would read it. So the snippet has a name of its own.
// https://tc39.es/ecma426/#sec-sourceURL
const HEAD_NAME = '\n//# sourceURL=noren';

/** One self-contained file. Library builds keep their white space unless the bundler is told to minify. */
function file(entry: string, name: string, format: 'es' | 'iife', define: Record<string, string> = {}): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    define,
    plugins: [
      shrinkCookies(),
      shrinkErrors(),
      shrinkHooks(),
      shrinkStyles(),
      shrinkTemplates(),
      shrinkAnnotations(),
      askAgain('register-details'),
    ],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      // 2 % smaller than the bundler's own, and the first file has a budget.
      minify: 'terser',
      terserOptions: {
        module: true,
        ecma: 2020,
        compress: {
          passes: 8,
          unsafe: true,
          unsafe_arrows: true,
          unsafe_methods: true,
          pure_getters: true,
          keep_fargs: false,
        },
        format: { preamble: /^noren(-loader|-extended|(-strict)?(-take-over)?)\.js$/.test(name) ? COMPILE_HINT : '' },
      },
      lib: { entry, formats: [format], name: 'noren', fileName: () => name },
      rolldownOptions: {
        // Else Lit lands in a chunk of its own, and opening the settings costs one more round trip.
        preserveEntrySignatures: 'allow-extension',
        output: { chunkFileNames: ({ name }) => `noren-${name.replace('noren-', '')}.${UNNAMED}.js` },
      },
    },
  };
}

/** noren.js is written last, with the names of chunks that are there: an API may serve from the folder meanwhile. */
const nameChunksFirst: Plugin = {
  name: 'name-chunks',
  generateBundle(_, bundle) {
    const named = nameChunks(outDir);
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = named(file.code);
  },
};

/** Files name those they bring: a relative import() would fail across origins. */
export default defineConfig(async ({ command }) => {
  if (command !== 'build') return {};
  rmSync(outDir, { recursive: true, force: true });
  const names = {
    __NOREN_PAGE__: JSON.stringify(`noren-page.${UNNAMED}.js`),
    __NOREN_ELEMENTS__: JSON.stringify(`noren-elements.${UNNAMED}.js`),
    __NOREN_PROOF__: JSON.stringify(`noren-proof.${UNNAMED}.js`),
    __NOREN_RARE__: JSON.stringify(`noren-rare.${UNNAMED}.js`),
    __NOREN_PAGE_VIEWS__: JSON.stringify(`noren-page-views.${UNNAMED}.js`),
    __NOREN_ENDING__: JSON.stringify(`.${UNNAMED}.js`),
  };
  const chunk = (entry: string, name: string) => build(file(entry, `${name}.${UNNAMED}.js`, 'es', names));
  await chunk('packages/elements/src/index.ts', 'noren-elements');
  await chunk('packages/core/src/proof/index.ts', 'noren-proof');
  await chunk('packages/loader/src/page.ts', 'noren-page');
  await chunk('packages/core/src/rare/index.ts', 'noren-rare');
  await chunk('packages/core/src/page-views/page-views.ts', 'noren-page-views');
  for (const bridge of globSync('packages/core/src/bridges/*.ts'))
    await chunk(bridge, `noren-bridge-${basename(bridge, '.ts')}`);
  // For editors: a config names it in `$schema`.
  writeFileSync(`${outDir}/site-config.schema.json`, `${JSON.stringify(siteConfigJsonSchema(), undefined, 2)}\n`);
  // For pages in TypeScript.
  writeFileSync(`${outDir}/noren.d.ts`, pageTypes());
  for (const [name, strict] of [
    ['noren-head.js', 'false'],
    ['noren-strict-head.js', 'true'],
  ] as const) {
    await build(file('packages/loader/src/head-snippet.ts', name, 'iife', { __NOREN_STRICT__: strict }));
    appendFileSync(`${outDir}/${name}`, HEAD_NAME);
  }
  const loader = (name: string, inlined: boolean, extended: boolean, takeOver = false, strict = false): InlineConfig =>
    file('packages/loader/src/index.ts', name, 'iife', {
      ...names,
      __NOREN_INLINED__: String(inlined),
      __NOREN_EXTENDED__: String(extended),
      __NOREN_TAKE_OVER__: String(takeOver),
      __NOREN_STRICT__: String(strict),
    });
  await build(loader('noren-loader.js', false, true, true));
  await build(loader('noren-extended.js', true, true));
  await build(loader('noren-take-over.js', true, true, true));
  await build(loader('noren-strict.js', true, true, false, true));
  await build(loader('noren-strict-take-over.js', true, true, true, true));
  const last = loader('noren.js', true, false);
  return {
    ...last,
    plugins: [...(last.plugins ?? []), nameChunksFirst],
  };
});
