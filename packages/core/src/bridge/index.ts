export type { Listen } from './bridge.ts';
export { listenFromStart } from './listen-from-start.ts';
