import type { Engine } from './browsers.ts';

/** The line that tells of a file of unit tests whose browser was lost: engine, file. */
export const LOST_FILE = /^lost in (\w+): (\S+)$/gm;

/** What browsers are called by who reports on them. */
const ENGINES: Readonly<Record<string, Engine>> = { Chromium: 'chromium', Firefox: 'firefox', MiniBrowser: 'webkit' };

/** @throws where a browser of that name is none of ours, or has another name by now */
export function lostFile(browser: string, file: string): string {
  const engine = ENGINES[browser];
  if (!engine) throw new Error(`which engine is ${browser}?`);
  return `lost in ${engine}: ${file}`;
}
