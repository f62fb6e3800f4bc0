import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly { readonly tagName?: string }[] }[];
}

const ELEMENTS = new URL('../../packages/elements/', import.meta.url);

test('the manifest for editors names every element there is', () => {
  const manifest = JSON.parse(readFileSync(new URL('dist/custom-elements.json', ELEMENTS), 'utf8')) as Manifest;
  const named = manifest.modules.flatMap(({ declarations = [] }) =>
    declarations.flatMap(({ tagName }) => tagName ?? []),
  );
  const files = globSync('src/noren-*/', { cwd: ELEMENTS.pathname }).map((folder) => folder.replace(/^src\/|\/$/g, ''));
  expect(files.length).toBeGreaterThan(6);
  expect(named.sort()).toEqual(files.sort());
});
