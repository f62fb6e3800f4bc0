import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { NorenError } from '@noren/model';

/** Claims of this process: a dead one's number may have been given to it. */
const own = new Set<string>();

/**
 * Claims a file for this process, so that no other writes it at the same time. What a process has claimed that is gone, on
 * this machine, is free again.
 * @param file stands for the claim; gone with it
 * @returns gives it up
 * @throws {NorenError} `running-already`
 */
export async function claimFile(file: string): Promise<() => Promise<void>> {
  const me = `${process.pid} ${hostname()}`;
  if (!(await create(file, me)) && !(await takeOver(file, me))) throw busy(file);
  own.add(file);
  return async () => {
    own.delete(file);
    await rm(file, { force: true });
  };
}

/** Only one of several may look whether a claim is dead: who looked before it was renewed would take what is in use. */
async function takeOver(file: string, me: string): Promise<boolean> {
  const guard = `${file}.new`;
  if (!(await create(guard, me))) throw busy(guard);
  try {
    const holder = await readFile(file, 'utf8').catch(() => undefined);
    if (holder !== undefined) {
      if (isAlive(holder, file)) return false;
      await rm(file, { force: true });
    }
    return await create(file, me);
  } finally {
    await rm(guard, { force: true });
  }
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text).finally(() => handle.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(holder: string, file: string): boolean {
  const [, pid = '', host] = /^(\d+) (.*)$/.exec(holder) ?? [];
  // Of another machine nothing is known; and whoever has not written its number yet is about to.
  if (host !== hostname()) return true;
  if (Number(pid) === process.pid) return own.has(file);
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(path: string): NorenError {
  return new NorenError({
    code: 'running-already',
    path,
    fix: 'the same list is being written: wait for that run, or, where there is none any more, delete this file',
  });
}
