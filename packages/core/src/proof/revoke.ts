import type { NorenError } from '@noren/model';
import type { ChangeDetail } from '../events.ts';
import { emit, fail } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Erasure } from './erase.ts';
import type { createSweep } from './sweep.ts';

/** What may no longer run. */
export type Withdrawn = ChangeDetail & { readonly purposes: readonly string[]; readonly services: readonly string[] };

/**
 * What withdrawing does beyond closing the gate: erases what the register names, tells truthfully what could not be
 * erased or stopped, and reloads where the config says so, after the record is kept.
 */
export function createRevoke(
  { config, gate }: Kernel,
  sweep: ReturnType<typeof createSweep>,
  kept: () => Promise<void>,
) {
  return async (change: Withdrawn): Promise<void> => {
    let services = change.services;
    let erasure: Erasure = { erased: [], kept: [] };
    try {
      ({ services, ...erasure } = await sweep(change.purposes, services));
    } catch (error) {
      // No words have come that tell what to erase.
      const { path, fix } = error as Required<NorenError>;
      fail({ code: 'not-erased', path, fix });
    }
    const stillRunning =
      change.purposes.some((id) => gate.ran.has(id)) ||
      config.services.some(({ id, purpose }) => change.services.includes(id) && gate.ran.has(`${purpose}/${id}`));
    emit('revoke', { ...change, ...erasure, services, stillRunning });
    if (stillRunning && config.reload) void kept().finally(() => location.reload());
  };
}
