import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameChunks, UNNAMED } from '@noren/elements/name-chunks';
import { expect, test } from '@playwright/test';

/** What a build of these two chunks leaves, and what noren.js, which is written after, then says. */
function built(page: string, proof: string) {
  const folder = mkdtempSync(join(tmpdir(), 'noren-chunks-'));
  const files = {
    'noren-loader.js': `import('noren-page.${UNNAMED}.js')`,
    [`noren-page.${UNNAMED}.js`]: page,
    [`noren-proof.${UNNAMED}.js`]: proof,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const last = nameChunks(folder)(`import('noren-page.${UNNAMED}.js')`);
  const names = readdirSync(folder).sort();
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8'));
  rmSync(folder, { recursive: true });
  return { names, texts, last };
}

test('the same chunks get the same names, and a change in one gives all another', () => {
  const page = `import('noren-proof.${UNNAMED}.js')`;
  const first = built(page, 'keep()');
  expect(built(page, 'keep()')).toEqual(first);
  const [, id] = /^noren-page\.([\w-]{6})\.js$/.exec(first.names[1] ?? '') ?? [];
  expect(id).not.toBe(UNNAMED);
  expect(first.names).toEqual(['noren-loader.js', `noren-page.${id}.js`, `noren-proof.${id}.js`]);
  expect(first.texts).toEqual([`import('noren-page.${id}.js')`, `import('noren-proof.${id}.js')`, 'keep()']);
  expect(first.last).toBe(`import('noren-page.${id}.js')`);
  const second = built(page, 'keep(1)');
  expect(second.names[0]).toBe('noren-loader.js');
  for (const name of first.names.slice(1)) expect(second.names).not.toContain(name);
});
