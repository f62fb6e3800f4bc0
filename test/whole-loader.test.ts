/// <reference types="vite/types/importMeta.d.ts" />
import { readTests } from './read-tests.ts';

// As in whole-core.test.ts.
await readTests(import.meta.glob('./{loader,strict,debug}/**/*.test.ts'));
