import { type Choice, choosable } from '@noren/model';
import type { Control, RecordRequest, RuntimeConfig, Surface } from '@noren/model/schema';
import { madeAt } from '../page/uuid-v7.ts';
import type { KernelState } from '../state.ts';

/** A record without the moment of sending: the same bytes however often it is sent. */
export type UnsentRecord = Omit<RecordRequest, 'sentAt'>;

/** The record of a choice that was just made. */
export function buildRecord(
  config: RuntimeConfig,
  state: KernelState,
  choice: Choice,
  control: Control,
  surface: Surface,
): UnsentRecord {
  const { decisions, edition, language } = state;
  return {
    v: 1,
    id: decisions.unsent ?? '',
    decidedAt: new Date(madeAt(decisions.unsent ?? '')).toISOString(),
    edition: edition.label,
    wording: config.wording.hash[language] ?? '',
    language,
    offered: offered(config),
    // What was kept is recorded, not what was asked for: a purpose without its requirement was kept as denied.
    chosen: {
      purposes: Object.fromEntries(
        Object.keys(choice.purposes).map((id) => [id, decisions.purposes[id]?.granted === true]),
      ),
      services: { ...choice.services },
    },
    control,
    surface,
    basis: control === 'signal' ? 'signal' : control === 'import' ? 'imported' : 'explicit',
    gpc: state.gpc,
  };
}

/**
 * The record of a choice of which only the cookie is left. What the cookie tells is told: the purposes decided last,
 * when, and under which edition.
 */
export function recoverRecord(
  config: RuntimeConfig,
  { decisions, language, gpc }: KernelState,
  id: string,
): UnsentRecord {
  const entries = Object.entries(decisions.purposes);
  const at = Math.max(0, ...entries.map(([, decision]) => decision.at));
  const last = entries.filter(([, decision]) => decision.at === at);
  const sequence = last[0]?.[1].edition ?? config.edition;
  return {
    v: 1,
    id,
    decidedAt: new Date(at * 1000).toISOString(),
    edition: config.editions[sequence - 1] ?? config.editions.at(-1) ?? '',
    wording: config.wording.hash[language] ?? '',
    language,
    offered: offered(config),
    chosen: {
      purposes: Object.fromEntries(last.map(([purpose, { granted }]) => [purpose, granted])),
      services: { ...decisions.services },
    },
    control: 'recovered',
    surface: 'none',
    basis: 'explicit',
    gpc: decisions.gpc || gpc,
  };
}

function offered(config: RuntimeConfig): RecordRequest['offered'] {
  return {
    purposes: choosable(config),
    services: config.services.filter(({ choice }) => choice).map(({ id }) => id),
  };
}
