import type { RuntimeConfig } from '@noren/model/schema';
import type { NorenEventMap, NorenEventType } from '../events.ts';
import type { Gated } from '../kernel/gate/gated.ts';
import type { Kernel, Tools } from '../kernel/kernel.ts';

/** An event of the bus, and when it came. All times are milliseconds since the page began, as `performance.now()` counts. */
export type RecordedEvent = {
  readonly [Type in NorenEventType]: { readonly at: number; readonly type: Type; readonly detail: NorenEventMap[Type] };
}[NorenEventType];

/** Markup that the gate has released. */
export interface Ran {
  readonly at: number;
  /** What it had waited in. */
  readonly gated: Gated;
  /** What came into the page of it: a script, or what a template holds. */
  readonly nodes: readonly Node[];
  /** By a press for this one alone, whatever may run else. */
  readonly alone?: boolean;
}

/** Something that a browser did not do, or not to its end. */
export interface Failed {
  /** What did not come, was forbidden or was running, where the browser names it. */
  readonly node: EventTarget | null;
  /** Of what is forbidden where it leads, of what has thrown the script's own; empty where the browser does not tell. */
  readonly address: string;
  readonly how: Outcome;
}

/** It did not come, the page's policy forbids it, or it has thrown. */
export type Outcome = 'failed' | 'blocked' | 'threw';

/** A request of the page, as the browser tells it once it is done. */
export interface RecordedRequest {
  readonly entry: PerformanceResourceTiming;
  /** No Consent Mode default was on `dataLayer` when this was told. */
  readonly beforeDefault: boolean;
}

/** What may run from a moment on. */
export interface Opened {
  readonly at: number;
  /** Ids of the rows of the register that may. */
  readonly rows: readonly string[];
}

/** All that the inspector goes by: recorded from before the gate has opened. It grows while the page is open. */
export interface Recording {
  readonly config: RuntimeConfig;
  /** The loader's own nonce, empty where the page has none. */
  readonly nonce: string;
  /** Address of noren.js. */
  readonly src: string;
  /** The tag that brought Noren. */
  readonly tag: HTMLScriptElement | null;
  /** When Noren started: what was asked for earlier could not be held back. */
  readonly startedAt: number;
  readonly events: readonly RecordedEvent[];
  /** Gated markup, and when it was found. */
  readonly found: Pick<WeakMap<Gated, number>, 'get'>;
  readonly ran: readonly Ran[];
  readonly requests: readonly RecordedRequest[];
  readonly failed: readonly Failed[];
  /** Oldest first. */
  readonly opened: readonly Opened[];
  /** There once the gate has opened. */
  kernel?: Kernel;
  /** There with the kernel, where the config has bridges that tags wait for. */
  tools?: Tools | undefined;
  /** Called after whatever was recorded. */
  onChange?: () => void;
}
