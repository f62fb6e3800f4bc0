import { fail, type Listen } from '@noren/core/kernel';
import type { RuntimeConfig } from '@noren/model/schema';

// How the names of files beside noren.js end, put in by the build.
declare const __NOREN_ENDING__: string;

/**
 * Brings the bridges that the config names, each a file of its own. One that does not come is told, and the rest of the
 * page knows nothing of it: its tool stays as it was, untold.
 * @param src address of noren.js
 */
export function bringBridges(config: RuntimeConfig, src: string, listen: Listen): void {
  for (const [name, settings] of Object.entries(config.bridges ?? {}))
    import(/* @vite-ignore */ new URL(`noren-bridge-${name}${__NOREN_ENDING__}`, src).href)
      .then(({ start }) => start({ settings, config, listen }))
      .catch(() => fail({ code: 'bridge-not-loaded', path: name }));
}
