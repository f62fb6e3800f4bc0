import { type Choice, choosable } from '@noren/model';
import type { Control, RecordRequest, RuntimeConfig, Surface } from '@noren/model/schema';
import { madeAt } from '../page/uuid-v7.ts';
import type { KernelState } from '../state.ts';

/** A record without the moment of sending: the same bytes however often it is sent. */
export type UnsentRecord = Omit<RecordRequest, 'sentAt'>;

/** A choice as it was made, with the state right after it; its decisions name the record that is to be made. */
export interface RecordInput {
  readonly choice: Choice;
  readonly control: Control;
  readonly surface: Surface;
  readonly shown: KernelState;
}

/** The record of a choice that was just made. */
export function buildRecord(config: RuntimeConfig, { choice, control, surface, shown }: RecordInput): UnsentRecord {
  const { decisions, edition, language, gpc } = shown;
  const { unsent: id = '' } = decisions;
  return {
    v: 1,
    id,
    decidedAt: new Date(madeAt(id)).toISOString(),
    edition: edition.label,
    wording: config.wording[language] ?? '',
    language,
    // A notice asks for what it then decides: everything, or what had to be asked again. So does the question of a link.
    offered: offered(config, /^notice|url$/.test(surface) ? Object.keys(choice.purposes) : choosable(config)),
    // What was kept is recorded, not what was asked for: a purpose without its requirement was kept as denied.
    chosen: {
      purposes: Object.fromEntries(
        Object.keys(choice.purposes).map((purpose) => [purpose, decisions.purposes[purpose]?.granted === true]),
      ),
      services: { ...choice.services },
    },
    control,
    surface,
    basis: control === 'signal' ? 'signal' : control === 'import' ? 'imported' : 'explicit',
    gpc,
  };
}

/** What a surface offered: these purposes, and the services of theirs that have a switch. */
export function offered(config: RuntimeConfig, purposes: string[]): RecordRequest['offered'] {
  return {
    purposes,
    services: config.services
      .filter(({ choice = true, purpose }) => choice && purposes.includes(purpose))
      .map(({ id }) => id),
  };
}
