import type { Listen } from '@noren/core/bridge';
import { fail, type Tools } from '@noren/core/kernel';
import type { RuntimeBridges, RuntimeConfig } from '@noren/model/schema';
import { purposesTold } from './purposes-told.ts';

// How the names of files beside noren.js end, put in by the build.
declare const __NOREN_ENDING__: string;

/** They tell no tool what was chosen. */
const TELL_OTHER = /^(strict|data-layer|endpoint|gtag)$/;

/**
 * Brings the bridges that the config names, each a file of its own. Gated tags wait for them, so that a tool is told before a
 * tag of it runs. One that does not come is told on the bus; then a tag does not run whose tool would have to be told of a no.
 * @param src address of noren.js
 * @returns `undefined` where the config names none that a tag could wait for
 */
export function bringBridges(config: RuntimeConfig, src: string, listen: Listen): Tools | undefined {
  const bridges = Object.entries(config.bridges ?? {}) as [keyof RuntimeBridges, object][];
  const asked = config.purposes.filter(({ mode }) => mode !== 'always').map(({ id }) => id);
  const names = bridges.map(([name]) => name).filter((name) => !TELL_OTHER.test(name));
  /** Those that tags wait for and that are on their way. */
  const coming = new Set(names);
  /** Of each that did not come, the purposes that it would tell of. */
  const untold = new Map<string, readonly string[]>();
  const brought = bridges.map(async ([name, settings]) => {
    try {
      const { start } = await import(/* @vite-ignore */ new URL(`noren-bridge-${name}${__NOREN_ENDING__}`, src).href);
      start({ settings, config, listen });
    } catch {
      fail({ code: 'bridge-not-loaded', path: name });
      untold.set(name, purposesTold(name, settings, asked));
    }
    coming.delete(name);
  });
  if (!names.length) return undefined;
  return {
    waitsFor(purpose, isOpen) {
      if (!asked.includes(purpose)) return [];
      if (coming.size) return [...coming].map((name) => ({ name, isLost: false }));
      const lost = [...untold].filter(([, told]) => told.includes(purpose) && !told.every((id) => isOpen(id)));
      return lost.map(([name]) => ({ name, isLost: true }));
    },
    settled: Promise.all(brought.filter((_, at) => names.includes(bridges[at]?.[0] as keyof RuntimeBridges))),
  };
}
