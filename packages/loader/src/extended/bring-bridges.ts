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
  /** Of each bridge that has not come, the purposes that it would tell of. */
  const untold: (readonly string[])[] = [];
  let isSettled = false;
  const coming = bridges.map(async ([name, settings]) => {
    try {
      const { start } = await import(/* @vite-ignore */ new URL(`noren-bridge-${name}${__NOREN_ENDING__}`, src).href);
      start({ settings, config, listen });
    } catch {
      fail({ code: 'bridge-not-loaded', path: name });
      untold.push(purposesTold(name, settings, asked));
    }
  });
  const awaited = coming.filter((_, at) => !TELL_OTHER.test(bridges[at]?.[0] as string));
  if (!awaited.length) return undefined;
  return {
    mayFollow: (purpose, isOpen) =>
      !asked.includes(purpose) ||
      (isSettled && untold.every((told) => !told.includes(purpose) || told.every((id) => isOpen(id)))),
    settled: Promise.all(awaited).then(() => {
      isSettled = true;
    }),
  };
}
