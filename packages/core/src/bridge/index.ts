export type { Listen } from './bridge.ts';
export { listenFromStart } from './listen-from-start.ts';
export { ofService } from './of-service.ts';
export { purposesTold } from './purposes-told.ts';
