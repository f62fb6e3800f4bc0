import type { RuntimeConfig, StrictRow, StrictRules } from '@noren/model/schema';
import type { StrictDetail } from '../events.ts';
import type { Held } from '../held.ts';
import { emit } from '../kernel/events-on-window.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { createRowsOf } from './rows-of.ts';
import type { Anything } from './wrap.ts';

/** The config of a site's `noren-strict.js`. */
export type StrictConfig = RuntimeConfig & { readonly strict: StrictRules };

/** What is held back, and whose it is. */
export interface Closed {
  readonly rows: readonly StrictRow[];
  readonly kind: string;
  readonly name: string;
}

/** Something that waits for a yes. */
interface Waiting extends Closed {
  readonly bytes: number;
  readonly go: () => unknown;
  readonly drop?: (() => unknown) | undefined;
}

/** Whose an address in a page is, where it may not be asked. */
export type AddressOf = (kind: string, address: unknown) => Closed | undefined;

/** So many things wait, and so many bytes of what they would send. */
const MOST = 500;
const MOST_BYTES = 1_000_000;

/** What holds things back in the page, and lets them go. */
export interface Strict {
  /** Of the page's policy about scripts: the one of the tag. */
  readonly nonce: string;
  /** Whose an address is, where it may not be asked; only told, where nothing is to be held. */
  address(kind: string, address: unknown, base: string): Closed | undefined;
  /** Whether a cookie or a key may not be written; then that is told. */
  name(kind: 'cookies' | 'storage', name: string): unknown;
  /**
   * Keeps something until it may go, once and in order; `drop` where that is not to be expected.
   * @param body what it would send, which is counted as far as it says how much that is
   * @returns gives it up without either, and says whether it waited
   */
  hold(closed: Closed, go: () => unknown, body?: Anything, drop?: () => unknown): () => boolean;
  /** Tells on the bus what became of something. */
  tell(closed: Closed, outcome: StrictDetail['outcome']): void;
  /** Called whenever something may have become open. */
  release?: () => void;
  readonly follow: Follow;
}

/**
 * To be asked, in place of what the head snippet holds, before the gate opens: it says what may run.
 * @param made the kernel, once there is one: it knows what was refused
 */
export type Follow = (held: Held | undefined, made?: Kernel) => Held;

/**
 * The middle of strict mode: what is closed, what waits, and who is told. Closed from the start; what may run is the kernel's to say.
 * @param onlyReports tells, and holds nothing
 * @param src address of noren-strict.js
 * @param nonce its own, empty where the page has none
 */
export function createStrict(
  { strict: rules }: StrictConfig,
  onlyReports: boolean,
  src: string,
  nonce: string,
): Strict {
  const rowsOf = createRowsOf(rules, src);
  const waiting = new Set<Waiting>();
  let isOpen: Kernel['isOpen'] = () => false;
  let kernel: Kernel | undefined;

  const mayRun = ({ purpose, id }: StrictRow): boolean => !purpose || isOpen(purpose, id);
  const isDenied = ({ purpose, id }: StrictRow): boolean =>
    kernel?.state.grants[purpose as string] === 'denied' || kernel?.state.decisions.services[id] === false;

  const tell: Strict['tell'] = ({ rows, kind, name }, outcome) =>
    emit('strict', { kind, name, services: rows.map(({ id }) => id), outcome });

  function judge(kind: string, name: string, rows: readonly StrictRow[]): Closed | undefined {
    if (!rows[0] || rows.some(mayRun)) return undefined;
    const closed = { rows, kind, name };
    return onlyReports ? (tell(closed, 'reported') as undefined) : closed;
  }

  function settle(): void {
    for (const one of waiting) {
      try {
        if (one.rows.some(mayRun)) {
          waiting.delete(one);
          one.go();
        } else if (one.rows.every(isDenied)) {
          waiting.delete(one);
          tell(one, 'dropped');
          one.drop?.();
        }
      } catch {
        // One that cannot go stops no other.
      }
    }
    strict.release?.();
  }

  const strict: Strict = {
    nonce,
    address(kind, address, base) {
      try {
        const url = new URL(address as string, base);
        // Without a host it is nobody else's.
        if (!/^(http|ws)/.test(url.protocol)) return undefined;
        const rows = rowsOf.host(url);
        if (rows) return judge(kind, url.host, rows);
        // Many a link names somebody and asks nobody; what one has fetched the browser tells.
        if (kind !== 'link') emit('undeclared', { kind, host: url.host });
      } catch {
        // No address: the browser's to refuse.
      }
      return undefined;
    },
    name(kind, name) {
      const closed = judge(kind, name, rowsOf.name(kind, name));
      if (closed) tell(closed, 'refused');
      return closed;
    },
    hold(closed, go, body, drop) {
      const bytes = body?.length ?? body?.byteLength ?? body?.size ?? 0;
      const one = { ...closed, go, drop, bytes };
      const fits = waiting.size < MOST && [...waiting].reduce((sum, other) => sum + other.bytes, bytes) <= MOST_BYTES;
      const outcome = closed.rows.every(isDenied) ? 'refused' : fits ? 'held' : 'dropped';
      tell(one, outcome);
      if (outcome === 'held') waiting.add(one);
      else drop?.();
      return () => waiting.delete(one);
    },
    tell,
    follow(held, made) {
      if (made) {
        // Whoever looks later whether something is held there is told the truth.
        kernel = Object.assign(made, { held });
        settle();
      }
      return (open) => {
        isOpen = open as Kernel['isOpen'];
        settle();
        // The kernel looks at nothing that it gives.
        return held?.(open) as ReturnType<Held>;
      };
    },
  };
  return strict;
}
