/// <reference types="vite/types/importMeta.d.ts" />
import { readTests } from './read-tests.ts';

// Elements leave nothing behind a test, so their tests share pages: a page of each file's own costs half as much again. Two
// pages, since the slowest engine takes nearly as long for all of them as a page may.
const files = import.meta.glob([
  './elements/**/*.test.ts',
  '!./elements/noren-{mail-preferences,notice,personal-url}/*',
]);
await readTests(files);
