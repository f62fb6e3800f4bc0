import type { ChangeDetail } from '../events.ts';
import { emit } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type Erasure, erase } from './erase.ts';
import type { WordingSource } from './wording.ts';

/** What may no longer run. */
export type Withdrawn = ChangeDetail & { readonly purposes: readonly string[]; readonly services: readonly string[] };

/**
 * What withdrawing does beyond closing the gate: erases what the register names, tells truthfully what could not be
 * erased or stopped, and reloads where the config says so, after the record is kept.
 */
export function createRevoke({ config, gate, fail }: Kernel, wording: WordingSource, kept: () => Promise<void>) {
  return async (change: Withdrawn): Promise<void> => {
    const closed = config.services.filter(({ id }) => change.services.includes(id));
    const stillRunning =
      change.purposes.some((id) => gate.hasRun(id)) || closed.some(({ id, purpose }) => gate.hasRun(purpose, id));
    let erasure: Erasure = { erased: [], kept: [] };
    try {
      const { services } = await wording();
      erasure = erase(services.filter(({ id }) => change.services.includes(id)));
    } catch {
      fail({
        code: 'not-erased',
        path: config.wording.file,
        fix: 'serve the file that publishing wrote beside noren.js',
      });
    }
    emit('revoke', { ...change, ...erasure, stillRunning });
    if (stillRunning && config.reload) void kept().finally(() => location.reload());
  };
}
