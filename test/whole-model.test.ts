/// <reference types="vite/types/importMeta.d.ts" />

// The model is pure: its tests share one page, since a page of each file's own costs more than the tests in it.
const tests = import.meta.glob('./model/**/*.test.ts');
const texts = import.meta.glob<string>('./model/**/*.test.ts', { query: '?raw', import: 'default', eager: true });

// A browser runs what '@noren/model' itself exports, so that is tested in every engine. What publishes, checks and renders
// runs in Node alone: it is tested in the engine that Node has.
const isNodes = navigator.userAgent.includes('Chrome/');
for (const [path, load] of Object.entries(tests))
  if (isNodes || texts[path]?.includes("from '@noren/model'")) await load();

export {};
