import { createKernel, emit, fail } from '@noren/core/kernel';
import { pickLanguage } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import { askAtOnce } from './ask-at-once.ts';
import { findConfig } from './find-config.ts';
import { handOver } from './hand-over.ts';
import { listen } from './listen.ts';

// Only while the script runs does the browser say which one it is.
const tag = document.currentScript as HTMLScriptElement | null;
const { src = location.href, nonce = '', dataset = {} } = tag ?? {};

/** Starts on a page with its runtime config: opens the gate, asks if anything must be asked, and listens. */
function start(config: RuntimeConfig): void {
  const language = pickLanguage(config.languages, [
    config.language,
    document.documentElement.lang,
    ...navigator.languages,
  ]);
  const kernel = createKernel({ config, language, nonce, onUnwatched: () => void bring() });
  const bring = handOver(kernel, src, nonce);
  askAtOnce(kernel, src, bring);
  listen(bring);
  queueMicrotask(() => {
    const { grants } = kernel.state;
    const open = config.purposes.map(({ id }) => id).filter((id) => kernel.isOpen(id));
    const detail = { open, purposes: open, before: grants, after: grants, cause: 'start' as const };
    emit('ready', detail);
    emit('grant', detail);
  });
}

if ((window as { noren?: { decide?: unknown } }).noren?.decide) fail({ code: 'loaded-twice' });
else findConfig(dataset, start, fail);
