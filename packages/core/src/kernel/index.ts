export type { Held } from '../held.ts';
export { emit, fail } from './events-on-window.ts';
export { createKernel, type Kernel } from './kernel.ts';
