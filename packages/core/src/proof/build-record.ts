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
    // A notice asks for what it then decides: everything, or what had to be asked again.
    offered: offered(config, surface === 'notice' ? Object.keys(choice.purposes) : choosable(config)),
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

/** What a surface offered: these purposes, and the services of theirs that have a switch. */
export function offered(config: RuntimeConfig, purposes: string[]): RecordRequest['offered'] {
  return {
    purposes,
    services: config.services.filter(({ choice, purpose }) => choice && purposes.includes(purpose)).map(({ id }) => id),
  };
}
