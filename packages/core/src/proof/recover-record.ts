import { choosable } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { KernelState } from '../state.ts';
import { isImportedId } from '../take-over/imported-id.ts';
import { readNote } from '../take-over/imported-note.ts';
import { offered, type UnsentRecord } from './build-record.ts';

/**
 * The record of a choice of which only the cookie is left. What the cookie tells is told: the purposes decided last,
 * when, and under which edition. So is one made that was taken over from another tool, with what is remembered of that; on
 * another host of the site nothing is.
 */
export function recoverRecord(config: RuntimeConfig, { decisions, language }: KernelState, id: string): UnsentRecord {
  const entries = Object.entries(decisions.purposes);
  const at = Math.max(0, ...entries.map(([, decision]) => decision.at));
  const last = entries.filter(([, decision]) => decision.at === at);
  const sequence = last[0]?.[1].edition ?? config.edition;
  const note = readNote();
  // Without an API the cookie names no record.
  const isImported = decisions.unsent ? isImportedId(id) : note?.at === at;
  return {
    v: 1,
    id,
    decidedAt: new Date(at * 1000).toISOString(),
    edition: config.editions[sequence - 1] ?? config.editions.at(-1) ?? '',
    wording: config.wording[language] ?? '',
    language,
    // Elsewhere, and not this site's services.
    offered: isImported
      ? { purposes: last.map(([purpose]) => purpose), services: [] }
      : offered(config, choosable(config)),
    chosen: {
      purposes: Object.fromEntries(last.map(([purpose, { granted }]) => [purpose, granted])),
      services: { ...decisions.services },
    },
    control: isImported ? 'import' : 'recovered',
    surface: 'none',
    basis: isImported ? 'imported' : 'explicit',
    // As it was when it was decided: what the browser says now is another matter.
    gpc: decisions.gpc,
    ...(isImported && note?.at === at ? { imported: note.imported.slice() } : {}),
  };
}
