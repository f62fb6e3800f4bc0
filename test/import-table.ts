/** What one package may import; anything else is an error. */
export interface Row {
  /** Packages of this repository, or one export of a package. `import()` only, where the name is followed by `?`. */
  packages: string[];
  /** Packages from npm. */
  npm: string[];
  /** Node's own modules. */
  node?: true;
  /** Runs in a visitor's browser, where zod is too large: only types come from `@noren/model/schema`. */
  browser?: true;
}

/**
 * The direction of imports. Nothing imports `loader`, `console` or `cli`, so no row names them.
 *
 * A package that is not built yet has its row already: the direction was decided before the code.
 */
export const importTable: Record<string, Row> = {
  model: { packages: [], npm: ['zod', 'canonicalize', 'tldts'] },
  core: { packages: ['model'], npm: ['js-cookie', 'idb-keyval'], browser: true },
  recommend: { packages: ['model', 'core'], npm: ['idb-keyval'], browser: true },
  elements: { packages: ['model', 'core', 'recommend'], npm: ['lit'], browser: true },
  // The notice travels in the first file, and it alone (docs/decisions/2026-11-22-notice-in-the-first-file.md).
  loader: {
    packages: ['model', 'core', 'elements/draw-notice', 'elements/noren-notice', 'elements?'],
    npm: [],
    browser: true,
  },
  api: {
    packages: ['model'],
    npm: ['hono', '@hono/node-server', '@hono/zod-openapi', 'kysely', 'pg', 'jose', 'nodemailer'],
    node: true,
  },
  console: { packages: ['model', 'elements'], npm: ['lit'], browser: true },
  cli: {
    packages: ['model', 'api'],
    npm: ['acorn', '@sveltejs/acorn-typescript', 'csv-parse', 'csv-stringify', 'jsonc-parser', 'parse5', 'postal-mime'],
    node: true,
  },
};
