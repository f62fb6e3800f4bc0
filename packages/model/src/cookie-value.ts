import { type Decision, type Decisions, UNDECIDED } from './decisions.ts';

/** Name of the cookie that keeps a visitor's decisions. */
export const COOKIE_NAME = 'noren';
/** Version of the cookie's content. */
export const COOKIE_VERSION = 1;
/** A longer value is refused, both ways: a cookie is sent with every request. */
export const COOKIE_MAX_LENGTH = 1536;

/** Why a stored value could not be read. */
export type CookieDoubt = 'malformed' | 'oversized' | 'newer-version';

type Bit = 0 | 1;

/** The JSON in the cookie. No identifier of the visitor is in it. */
interface CookieJson {
  readonly v: number;
  /** Global Privacy Control was on. */
  readonly g?: Bit | undefined;
  /** Newest edition whose notice was acknowledged. */
  readonly n?: number | undefined;
  /** Id of the record that is not confirmed yet. */
  readonly r?: string | undefined;
  /** Purpose → granted, edition sequence, decided at (seconds). */
  readonly p: Readonly<Record<string, readonly [Bit, number, number]>>;
  readonly s?: Readonly<Record<string, Bit>> | undefined;
}

const bit = (value: boolean): Bit => (value ? 1 : 0);
const isBit = (value: unknown): value is Bit => value === 0 || value === 1;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const ID = /^[a-z][a-z\d-]{0,39}$/;

/**
 * The decisions as the JSON text of the cookie `noren` (not yet URL-encoded): readable by a server in any language,
 * with no identifier in it.
 */
export function encodeDecisions({ purposes, services, gpc, seen, unsent }: Decisions): string {
  const s = Object.entries(services).map(([id, allowed]) => [id, bit(allowed)] as const);
  const p = Object.entries(purposes).map(
    ([id, { granted, edition, at }]) => [id, [bit(granted), edition, at]] as const,
  );
  return JSON.stringify({
    v: COOKIE_VERSION,
    g: gpc ? 1 : undefined,
    n: seen || undefined,
    r: unsent,
    p: Object.fromEntries(p),
    s: s.length ? Object.fromEntries(s) : undefined,
  });
}

/**
 * Reads the JSON text of the cookie. Never throws: what cannot be read is doubt, and doubt is closed (nothing optional
 * runs, everything is asked again).
 */
export function decodeDecisions(text: string): { readonly decisions: Decisions; readonly doubt?: CookieDoubt } {
  let doubt: CookieDoubt = 'malformed';
  try {
    if (text.length > COOKIE_MAX_LENGTH) doubt = 'oversized';
    else {
      const { v, g, n, r, p, s } = JSON.parse(text) as CookieJson;
      if (v > COOKIE_VERSION) doubt = 'newer-version';
      const purposes: Record<string, Decision> = {};
      const services: Record<string, boolean> = {};
      let sound = v === COOKIE_VERSION;
      for (const [id, [granted, edition, at]] of Object.entries(p)) {
        sound &&= ID.test(id) && isBit(granted) && isCount(edition) && isCount(at);
        purposes[id] = { granted: granted === 1, edition, at };
      }
      for (const [id, allowed] of Object.entries(s ?? {})) {
        sound &&= ID.test(id) && isBit(allowed);
        services[id] = allowed === 1;
      }
      const unsent = typeof r === 'string' && /^[\da-f-]{36}$/.test(r) ? r : undefined;
      if (sound) return { decisions: { purposes, services, gpc: g === 1, seen: isCount(n) ? n : 0, unsent } };
    }
  } catch {
    // Not JSON, or not of this shape: malformed.
  }
  return { decisions: { ...UNDECIDED, doubt: true }, doubt };
}
