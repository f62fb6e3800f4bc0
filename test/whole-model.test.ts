/// <reference types="vite/types/importMeta.d.ts" />
import { readTests } from './read-tests.ts';

// The model is pure: its tests share one page, since a page of each file's own costs more than the tests in it.
const files = Object.entries(import.meta.glob('./model/**/*.test.ts'));
const texts = import.meta.glob<string>('./model/**/*.test.ts', { query: '?raw', import: 'default', eager: true });

// A browser runs what '@noren/model' itself exports, so that is tested in every engine. What publishes, checks and renders
// runs in Node alone: it is tested in the engine that Node has.
const isNodes = navigator.userAgent.includes('Chrome/');
const here = files.filter(([path]) => isNodes || texts[path]?.includes("from '@noren/model'"));
await readTests(Object.fromEntries(here));
