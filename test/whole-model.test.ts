/// <reference types="vite/types/importMeta.d.ts" />

// The model is pure: its tests share one page, since a page of each file's own costs more than the tests in it.
import.meta.glob('./model/**/*.test.ts', { eager: true });

export {};
