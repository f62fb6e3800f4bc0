/// <reference types="vite/types/importMeta.d.ts" />

// As in whole-core.test.ts.
import.meta.glob('./{loader,strict,debug}/**/*.test.ts', { eager: true });

export {};
