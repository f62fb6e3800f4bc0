export type { Held } from '../held.ts';
export { emit, fail } from './events-on-window.ts';
export { createKernel, type Kernel, type Tools } from './kernel.ts';
export { readCookie, type StoredDecisions } from './read-cookie.ts';
export { TRACK_PURPOSE } from './track-purpose.ts';
