import { createKernel, emit } from '@noren/core/kernel';
import { NorenError, pickLanguage } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { findConfig } from './find-config.ts';
import { handOver, type Page } from './hand-over.ts';
import { listen } from './listen.ts';

// Only while the script runs does the browser say which one it is.
const tag = document.currentScript as HTMLScriptElement | null;
const { src = location.href, nonce = '', dataset = {} } = tag ?? {};

/** Starts on a page with its runtime config: opens the gate, and brings the rest only if something needs it. */
function start(config: RuntimeConfig): void {
  const language = pickLanguage(Object.keys(config.notice), [
    config.language,
    document.documentElement.lang,
    ...navigator.languages,
  ]);
  const kernel = createKernel({ config, language, nonce, onUnwatched: () => void page() });
  const page = handOver(kernel, src);
  queueMicrotask(() => {
    emit('ready', { state: kernel.state });
    const { grants } = kernel.state;
    const purposes = config.purposes.map(({ id }) => id).filter((id) => kernel.isOpen(id));
    emit('grant', { before: grants, after: grants, cause: 'start', purposes });
  });
  listen(page);
}

/** A mistake of the integrator: said on the console and on the bus; nothing optional runs and the page works. */
function fail(error: unknown): void {
  console.error('noren', error);
  emit('error', error instanceof NorenError ? error : { code: 'not-started', received: String(error) });
}

try {
  if ((window as Page).noren && 'decide' in ((window as Page).noren as object))
    throw new NorenError({ code: 'loaded-twice', path: src });
  const config = findConfig(dataset);
  if (config instanceof Promise) config.then(start).catch(fail);
  else start(config);
} catch (error) {
  fail(error);
}
