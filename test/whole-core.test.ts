/// <reference types="vite/types/importMeta.d.ts" />

// Each of these tests opens pages of its own within the page, and closes them: they can share it, which costs less by half.
import.meta.glob('./{core,bridges}/**/*.test.ts', { eager: true });

export {};
