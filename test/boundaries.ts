import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { findCycles, pathTo } from './import-graph.ts';
import { importTable } from './import-table.ts';
import { type Import, importsOf } from './imports.ts';

interface Manifest {
  exports?: Record<string, string>;
  dependencies?: Record<string, string>;
}

process.chdir(new URL('..', import.meta.url).pathname);
const errors: string[] = [];
const manifests = new Map<string, Manifest>();
/** Per file what it imports of this repository; npm packages stand as `npm:name`. */
const all = new Map<string, string[]>();
/** The same without what costs nothing at start: types and `import()`. */
const loaded = new Map<string, string[]>();

const files = globSync('packages/*/src/**/*.ts');
for (const file of files) {
  for (const found of importsOf(file)) {
    const target = check(file, found, (text) => errors.push(`${file}:${found.line}: '${found.specifier}' ${text}`));
    if (!target) continue;
    add(all, file, target);
    if (!found.typeOnly && !found.dynamic) add(loaded, file, target);
  }
}
for (const cycle of findCycles(all)) errors.push(`import cycle: ${cycle.join(' → ')}`);
for (const file of files.filter((path) => importTable[packageOf(path)]?.browser)) {
  const path = pathTo(loaded, file, 'npm:zod');
  if (path) errors.push(`zod would reach the browser: ${path.join(' → ')}`);
}
for (const file of globSync('test/**/*.ts')) {
  for (const { specifier, line } of importsOf(file)) {
    if (/^\.{1,2}\/(.*\/)?packages\//.test(specifier))
      errors.push(`${file}:${line}: tests import by package name only`);
  }
}

for (const error of new Set(errors)) console.error(error);
console.log(
  errors.length > 0 ? `${errors.length} imports cross a boundary` : `${files.length} files keep the boundaries`,
);
process.exitCode = errors.length > 0 ? 1 : 0;

/** Reports what is wrong with an import, and returns the node of the import graph that it leads to. */
function check(
  file: string,
  { specifier, typeOnly, dynamic }: Import,
  fail: (text: string) => void,
): string | undefined {
  const self = packageOf(file);
  const row = importTable[self];
  if (!row) return void fail(`is in a package that test/import-table.ts does not know: ${self}`);
  if (specifier.startsWith('.')) {
    const target = normalize(join(dirname(file), specifier));
    if (!target.startsWith(`packages/${self}/`)) return void fail('leaves its package by a relative path');
    if (!existsSync(target)) return void fail('does not exist; relative imports name the file, with its extension');
    return target;
  }
  if (specifier.startsWith('node:'))
    return row.node ? undefined : void fail(`is Node's own; ${self} also runs elsewhere`);
  const [, name = '', sub = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
  if (!manifestOf(self).dependencies?.[name]) return void fail(`is not in the dependencies of packages/${self}`);
  if (!name.startsWith('@noren/')) {
    if (!row.npm.includes(name)) return void fail(`may not be imported by ${self}`);
    if (name === 'zod' && !typeOnly && !file.startsWith(`packages/${self}/src/schema/`))
      fail('belongs in src/schema only');
    return `npm:${name}`;
  }
  const other = name.slice('@noren/'.length);
  if (!row.packages.includes(other) && !row.packages.includes(`${other}${sub}`)) {
    if (!row.packages.includes(`${other}?`))
      return void fail(`is against the direction: ${self} may not import ${other}`);
    if (!dynamic && !typeOnly) fail(`may be imported by ${self} with import() only`);
  }
  if (row.browser && specifier === '@noren/model/schema' && !typeOnly) fail('is for `import type` in browser packages');
  const target = manifestOf(other).exports?.[`.${sub}`];
  if (!target) return void fail(`is not among the exports of packages/${other}`);
  return normalize(join('packages', other, target));
}

function manifestOf(name: string): Manifest {
  const path = `packages/${name}/package.json`;
  const known = manifests.get(name) ?? (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
  manifests.set(name, known);
  return known;
}

function packageOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function add(graph: Map<string, string[]>, from: string, to: string): void {
  graph.set(from, [...(graph.get(from) ?? []), to]);
}
