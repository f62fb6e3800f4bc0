import { choosable } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { KernelState } from '../state.ts';
import { offered, type UnsentRecord } from './build-record.ts';

/**
 * The record of a choice of which only the cookie is left. What the cookie tells is told: the purposes decided last,
 * when, and under which edition.
 */
export function recoverRecord(config: RuntimeConfig, { decisions, language }: KernelState, id: string): UnsentRecord {
  const entries = Object.entries(decisions.purposes);
  const at = Math.max(0, ...entries.map(([, decision]) => decision.at));
  const last = entries.filter(([, decision]) => decision.at === at);
  const sequence = last[0]?.[1].edition ?? config.edition;
  return {
    v: 1,
    id,
    decidedAt: new Date(at * 1000).toISOString(),
    edition: config.editions[sequence - 1] ?? config.editions.at(-1) ?? '',
    wording: config.wording[language] ?? '',
    language,
    offered: offered(config, choosable(config)),
    chosen: {
      purposes: Object.fromEntries(last.map(([purpose, { granted }]) => [purpose, granted])),
      services: { ...decisions.services },
    },
    control: 'recovered',
    surface: 'none',
    basis: 'explicit',
    // As it was when it was decided: what the browser says now is another matter.
    gpc: decisions.gpc,
  };
}
