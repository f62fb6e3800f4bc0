/// <reference types="vite/types/importMeta.d.ts" />

// Elements leave nothing behind a test, so their tests share one page: a page of each file's own costs half as much again.
import.meta.glob('./elements/**/*.test.ts', { eager: true });

export {};
