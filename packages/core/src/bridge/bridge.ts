import type { NorenEventMap } from '../events.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Events that a bridge can listen to. */
export type HeardType =
  | 'open'
  | 'ready'
  | 'shown'
  | 'hidden'
  | 'decision'
  | 'change'
  | 'track'
  | 'strict'
  | 'undeclared';

/**
 * Calls with every event of a type: those that came before, in their order, then each as it comes. Of `open` and `change`, which say
 * what holds, the newest alone of those that came before: a yes that was taken back since is told to nobody.
 */
export type Listen = <Type extends HeardType>(type: Type, listener: (detail: NorenEventMap[Type]) => void) => void;

/** What a bridge is started with. */
export interface BridgeOptions<Settings> {
  /** As they stand in the site's config. */
  readonly settings: Settings;
  /** What may run now, and what the visitor has decided, also where that no longer counts. */
  readonly kernel: Pick<Kernel, 'config' | 'isOpen' | 'state'>;
  readonly listen: Listen;
}

/** What a tool is told by that may be one row of the register. */
export type OfRow = BridgeOptions<{ readonly service?: string | undefined }>;

/** The one export of a bridge's file: tells another tool on the page what the visitor has chosen, from its start on. */
export type StartBridge<Settings> = (options: BridgeOptions<Settings>) => void;
