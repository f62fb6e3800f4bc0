export type { Listen } from '../bridge/bridge.ts';
export { listenFromStart } from '../bridge/listen-from-start.ts';
export type { Held } from '../held.ts';
export { TRACK_PURPOSE } from '../page/held-track.ts';
export { emit, fail } from './events-on-window.ts';
export { createKernel, type Kernel, type Tools } from './kernel.ts';
