import { type Service, startService } from './service.ts';

/**
 * An X display for browsers that have no headless mode: the one there is, else a virtual one of our own.
 *
 * @returns the value for DISPLAY, and the virtual display to stop, if one was started.
 */
export async function display(): Promise<{ name: string; service?: Service }> {
  if (process.env.DISPLAY) return { name: process.env.DISPLAY };
  const args = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const service = await startService('Xvfb', args, { ready: /^\d+\n/m });
  const number = /^\d+$/m.exec(service.output)?.[0];
  return { name: `:${number}`, service };
}
