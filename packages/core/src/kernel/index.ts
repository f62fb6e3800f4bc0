export { emit, fail } from './events-on-window.ts';
export { createKernel, type Kernel, type KernelOptions } from './kernel.ts';
