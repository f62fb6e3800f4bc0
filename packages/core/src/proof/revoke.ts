import type { ChangeDetail } from '../events.ts';
import { emit, fail } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type Erasure, erase } from './erase.ts';
import type { WordingSource } from './wording.ts';

/** What may no longer run. */
export type Withdrawn = ChangeDetail & { readonly purposes: readonly string[]; readonly services: readonly string[] };

/**
 * What withdrawing does beyond closing the gate: erases what the register names, tells truthfully what could not be
 * erased or stopped, and reloads where the config says so, after the record is kept.
 */
export function createRevoke({ config, gate }: Kernel, wording: WordingSource, kept: () => Promise<void>) {
  return async (change: Withdrawn): Promise<void> => {
    let services = change.services;
    let erasure: Erasure = { erased: [], kept: [] };
    try {
      const words = await wording();
      const closed = words.purposes.filter(({ id }) => change.purposes.includes(id));
      services = [...new Set([...services, ...closed.flatMap((purpose) => purpose.services)])];
      erasure = erase(words.services.filter(({ id }) => services.includes(id)));
    } catch {
      fail({
        code: 'not-erased',
        path: config.wording.file,
        fix: 'serve the file that publishing wrote beside noren.js',
      });
    }
    const stillRunning =
      change.purposes.some((id) => gate.hasRun(id)) ||
      config.services.some(({ id, purpose }) => change.services.includes(id) && gate.hasRun(purpose, id));
    emit('revoke', { ...change, ...erasure, services, stillRunning });
    if (stillRunning && config.reload) void kept().finally(() => location.reload());
  };
}
