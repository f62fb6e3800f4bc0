import { type Listen, ofService, purposesTold } from '@noren/core/bridge';
import { fail, type Kernel, type Tools } from '@noren/core/kernel';
import type { RuntimeBridges, RuntimeConfig } from '@noren/model/schema';

// How the names of files beside noren.js end, put in by the build.
declare const __NOREN_ENDING__: string;

/** They tell no tool what was chosen. */
const TELL_OTHER = /^(strict|data-layer|endpoint|gtag)$/;
/** So long tags wait for a file that neither comes nor fails, in milliseconds. */
const LONGEST = 10_000;

/**
 * Brings the bridges that the config names, each a file of its own. Gated tags wait for them, so that a tool is told before a
 * tag of it runs. One that does not come, or not in time, is told on the bus; then a tag does not run whose tool would have to be told
 * of a no.
 * @param src address of noren.js
 * @returns `undefined` where the config names none
 */
export function bringBridges(config: RuntimeConfig, src: string, listen: Listen): Tools | undefined {
  const bridges = Object.entries(config.bridges ?? {}) as [keyof RuntimeBridges, object][];
  const asked = config.purposes.filter(({ mode }) => mode !== 'always').map(({ id }) => id);
  /** Those that tags wait for and that are on their way. */
  const coming = new Set(bridges.map(([name]) => name).filter((name) => !TELL_OTHER.test(name)));
  /** Of each that did not come, the purposes that it would tell of. */
  const untold = new Map<string, readonly string[]>();
  // There before any file is.
  let kernel: Kernel;

  async function bring(name: keyof RuntimeBridges, settings: object): Promise<void> {
    const settle = (isTold: boolean): void => {
      coming.delete(name);
      if (isTold) untold.delete(name);
      else untold.set(name, purposesTold(name, settings, asked));
      kernel.gate.update();
    };
    const lose = (): void => {
      if (!untold.has(name)) fail({ code: 'bridge-not-loaded', path: name });
      settle(false);
    };
    /** @returns whether it was done: a tool that throws is told, and stops nobody else */
    const attempt = (act: () => void): boolean => {
      try {
        act();
        return true;
      } catch (error) {
        fail({ code: 'bridge-failed', path: name, received: String(error) });
        return false;
      }
    };
    const { service } = settings as { service?: string };
    const own: Listen = (type, listener) => listen(type, (detail) => void attempt(() => listener(detail)));
    const options = {
      settings,
      get kernel() {
        return kernel;
      },
      listen: own,
    };
    const listenAsService = ofService(options, service);
    const timer = setTimeout(lose, LONGEST);
    try {
      const { start } = await import(/* @vite-ignore */ new URL(`noren-bridge-${name}${__NOREN_ENDING__}`, src).href);
      settle(attempt(() => start({ ...options, listen: listenAsService })));
    } catch {
      lose();
    }
    clearTimeout(timer);
  }

  for (const bridge of bridges) void bring(...bridge);
  return bridges.length
    ? {
        waitsFor(purpose, isOpen) {
          if (!asked.includes(purpose)) return [];
          if (coming.size) return [...coming].map((name) => ({ name, isLost: false }));
          const lost = [...untold].filter(([, told]) => told.includes(purpose) && !told.every((id) => isOpen(id)));
          return lost.map(([name]) => ({ name, isLost: true }));
        },
        follow(followed) {
          kernel = followed;
        },
      }
    : undefined;
}
