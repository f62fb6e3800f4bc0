import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);
const PACKAGES = new URL('packages/', ROOT);

/** What a site may write. Each line that must not compile says so itself, which is an error where it does. */
const CONSUMER = `
import type { Noren, NorenEventMap } from './noren.js';
(window.noren ||= []).push((noren) => {
  const off = noren.on('change', ({ open, cause }) => [open.length, cause === 'accept-all'], { replay: true });
  off();
  noren.track('download', { file: 'catalogue.pdf' });
  if (noren.has({ and: ['statistics', { not: 'advertising' }] })) noren.withdraw('statistics');
  const days: number | undefined = noren.config.validityDays;
  void [days, noren.state.questions[0]?.reason];
});
window.addEventListener('noren:revoke', ({ detail }) => [detail.erased.join(), detail.stillRunning]);
export const hear = (noren: Noren, heard: (detail: NorenEventMap['track']) => void) => noren.on('track', heard);
// @ts-expect-error There is no such cause.
window.addEventListener('noren:change', ({ detail }) => detail.cause === 'accept');
// @ts-expect-error It is frozen.
window.addEventListener('noren:grant', ({ detail }) => detail.purposes.push('statistics'));
// @ts-expect-error There is no such event.
export const wrong = (noren: Noren) => noren.on('changed', () => {});
// @ts-expect-error A choice is true or false.
export const half = (noren: Noren) => noren.decide({ purposes: { statistics: 'yes' } });
`;

test('a site in TypeScript compiles with the types alone, and hears of its mistakes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noren-types-'));
  try {
    copyFileSync(new URL('dist/noren.d.ts', ROOT), join(folder, 'noren.d.ts'));
    writeFileSync(join(folder, 'site.ts'), CONSUMER);
    const program = ts.createProgram([join(folder, 'site.ts')], {
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2020,
      lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'],
      types: [],
    });
    const found = ts.getPreEmitDiagnostics(program);
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every event that is told anywhere is in the catalogue, every one in it is told, and the inspector records them all', () => {
  const listed = [...readFileSync(new URL('docs/events.md', ROOT), 'utf8').matchAll(/^## `(.+)`$/gm)].map(
    ([, name = '']) => name,
  );
  const told = new Set<string>();
  for (const file of globSync('{core,elements,loader}/src/**/*.ts', { cwd: PACKAGES.pathname })) {
    const text = readFileSync(new URL(file, PACKAGES), 'utf8');
    for (const [, first = ''] of text.matchAll(/\bemit\(([^,]+),/g))
      for (const [, name = ''] of first.matchAll(/'([\w-]+)'/g)) told.add(name);
    // Past the typed way there is one place, which that leads to.
    if (/CustomEvent\(\s*['"`]noren:/.test(text)) expect(file).toBe('core/src/kernel/events-on-window.ts');
  }
  expect([...told].sort()).toEqual(listed.sort());
  const recorder = readFileSync(new URL('core/src/debug/start-recording.ts', PACKAGES), 'utf8');
  expect(/const TYPES =\s*'([^']+)'/.exec(recorder)?.[1]?.split(' ').sort()).toEqual(listed);
});
