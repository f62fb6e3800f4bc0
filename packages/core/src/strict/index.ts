export { startStrict } from './start-strict.ts';
export type { Follow, StrictConfig } from './strict.ts';
