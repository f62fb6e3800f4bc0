import { mayDebug, type Recorder, startRecording } from '@noren/core/debug';
import { fail } from '@noren/core/kernel';
import type { RuntimeConfig } from '@noren/model/schema';

// File name of the elements, put in by the build.
declare const __NOREN_ELEMENTS__: string;

/**
 * Starts recording where the address asks for the inspector on a host that may have it, and puts that into the page once the page is
 * there. Nothing of it happens anywhere else.
 * @param src address of noren.js
 */
export function bringDebug(
  config: RuntimeConfig,
  nonce: string,
  src: string,
  tag: HTMLScriptElement | null,
): Recorder | undefined {
  if (!mayDebug(config.debug?.hosts ?? [], location)) return undefined;
  const recorder = startRecording(config, nonce, src, tag);
  const place = (): void => {
    // Beside the body, which a page may swap.
    document.documentElement.append(Object.assign(document.createElement('noren-debug'), recorder));
    import(/* @vite-ignore */ new URL(__NOREN_ELEMENTS__, src).href)
      .then(({ defineElements }) => defineElements())
      .catch(() => fail({ code: 'debug-not-loaded' }));
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', place);
  else place();
  return recorder;
}
