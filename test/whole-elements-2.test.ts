/// <reference types="vite/types/importMeta.d.ts" />
import { readTests } from './read-tests.ts';

// The rest of whole-elements-1.test.ts.
await readTests(import.meta.glob('./elements/noren-{mail-preferences,notice,personal-url}/*.test.ts'));
