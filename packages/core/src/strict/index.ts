export type { StrictMarks } from '../kernel/gate/strict-marks.ts';
export { startStrict } from './start-strict.ts';
export type { Follow, StrictConfig } from './strict.ts';
