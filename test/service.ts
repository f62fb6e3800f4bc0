import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A process that tests lean on (a display, a driver, a database) while it runs. */
export interface Service {
  process: ChildProcess;
  /** What the process printed until it was ready. */
  output: string;
  /** Asks it to end and waits until it has; harmless when it has ended already. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const running = new Set<ChildProcess>();

function endWithThisProcess(child: ChildProcess): void {
  if (running.size === 0) {
    process.once('exit', () => {
      for (const child of running) child.kill('SIGTERM');
    });
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  }
  running.add(child);
  child.once('exit', () => running.delete(child));
}

/**
 * Starts a process and waits until it is ready: until its output matches, or until it listens on a port.
 * It ends with this process at the latest, so that a failed run leaves nothing behind.
 *
 * @throws Error with all it printed, when it ends or 30 s pass before it is ready.
 */
export async function startService(
  command: string,
  args: string[],
  { ready, ...options }: SpawnOptions & { ready: RegExp | number },
): Promise<Service> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const service: Service = { process: child, output: '', stop: (signal = 'SIGTERM') => stop(child, signal) };
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}\n${service.output}`)));
  });
  failed.catch(() => {});
  endWithThisProcess(child);
  const matched = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      service.output += chunk;
      if (ready instanceof RegExp && ready.test(service.output)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  const timeout = new AbortController();
  try {
    await Promise.race([
      typeof ready === 'number' ? listening(ready, timeout.signal) : matched,
      failed,
      delay(30_000, undefined, timeout).then(() => {
        throw new Error(`${command} was not ready within 30 s\n${service.output}`);
      }),
    ]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    timeout.abort();
  }
  return service;
}

async function listening(port: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await delay(50);
  }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
