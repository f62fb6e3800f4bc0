/// <reference types="vite/types/importMeta.d.ts" />

// The rest of whole-elements-1.test.ts.
import.meta.glob('./elements/noren-{mail-preferences,notice,personal-url}/*.test.ts', { eager: true });

export {};
