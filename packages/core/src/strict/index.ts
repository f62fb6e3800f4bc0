export type { LetGo } from '../kernel/gate/let-go.ts';
export { startStrict } from './start-strict.ts';
export type { Follow, StrictConfig } from './strict.ts';
