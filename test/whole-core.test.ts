/// <reference types="vite/types/importMeta.d.ts" />
import { readTests } from './read-tests.ts';

// Each of these tests opens pages of its own within the page, and closes them: they can share it, which costs less by half.
await readTests(import.meta.glob('./{core,bridges}/**/*.test.ts'));
