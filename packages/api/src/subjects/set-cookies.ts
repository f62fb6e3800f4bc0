import {
  COOKIE_MAX_LENGTH,
  COOKIE_NAME,
  DEFAULT_DAYS,
  type Decision,
  type Decisions,
  decodeDecisions,
  encodeDecisions,
  mergeDecisions,
  takeOver,
  UNDECIDED,
} from '@noren/model';
import type { RecordRequest, RuntimeConfig } from '@noren/model/schema';
import { type Caller, cookieValue, LOCAL_SUBJECT_COOKIE, SUBJECT_COOKIE } from './identify.ts';
import type { SubjectSecret } from './subject-secret.ts';

/** 400 days: what browsers keep a cookie at most. @see https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-22.html */
const LONGEST = 400 * 86_400;
/** The domain that the browser found by trying, or `-` for none. Only where the config says `auto`. */
export const DOMAIN_HEADER = 'noren-cookie-domain';

/** The cookie of the subject secret, which no script can read. */
export function subjectCookie(secret: SubjectSecret, { secure }: Caller): string {
  const name = secure ? `${SUBJECT_COOKIE}=${secret}; Secure` : `${LOCAL_SUBJECT_COOKIE}=${secret}`;
  return `${name}; Path=/; Max-Age=${LONGEST}; HttpOnly; SameSite=Lax`;
}

/**
 * What is in force as the cookie `noren` holds it: whole seconds, only the purposes that the site has now, and nothing
 * that lacks what it requires.
 */
export function cookieDecisions(runtime: RuntimeConfig, decisions: Decisions): Decisions {
  const current = mergeDecisions(runtime, decisions, decisions);
  const inSeconds = ([id, decision]: [string, Decision]) =>
    [id, { ...decision, at: Math.floor(decision.at / 1000) }] as const;
  return { ...current, purposes: Object.fromEntries(Object.entries(current.purposes).map(inSeconds)) };
}

/**
 * The readable cookie `noren`, written by the server because Safari ends cookies that scripts write after 7 days.
 * @param record the record that is being answered, with what it decided
 * @returns undefined where the server does not know for which domain the browser keeps it, and where the browser holds a
 * newer choice whose record is still to come: an older answer must not speak in its place
 */
export function decisionsCookie(
  request: Request,
  runtime: RuntimeConfig,
  decisions: Decisions,
  caller: Caller,
  { id, chosen }: Pick<RecordRequest, 'id' | 'chosen'>,
): string | undefined {
  const domain = cookieDomain(runtime.cookie?.domain, request.headers.get(DOMAIN_HEADER), caller.hostname);
  const text = cookieValue(request, COOKIE_NAME);
  const before = text === undefined ? UNDECIDED : decodeDecisions(decodeCookie(text));
  if (before.unsent !== undefined && before.unsent !== id) return undefined;
  // A refusal that the browser holds and this subject's records do not, such as one from before there was an API, stays; a
  // yes without a record may come from anybody. So does an acknowledged notice, which permits nothing and makes no record.
  const refusals = Object.entries(before.purposes).filter(([, { granted }]) => !granted);
  const held = { ...before, purposes: Object.fromEntries(refusals) };
  const { doubt: _, unsent: __, ...kept } = takeOver(runtime, held, decisions, Object.keys(chosen.purposes));
  const value = encodeDecisions({ ...kept, gpc: decisions.gpc });
  if (domain === undefined || value.length > COOKIE_MAX_LENGTH) return undefined;
  const maxAge = Math.min(LONGEST, (runtime.cookie?.maxAgeDays ?? DEFAULT_DAYS) * 86_400);
  const attributes = `${domain && `; Domain=${domain}`}${caller.secure ? '; Secure' : ''}`;
  return `${COOKIE_NAME}=${encodeCookie(value)}; Path=/; Max-Age=${maxAge}; SameSite=Lax${attributes}`;
}

/** @returns the domain, `''` for this host only, or undefined where it is not known. */
function cookieDomain(configured: string | undefined, told: string | null, hostname: string): string | undefined {
  if (configured === undefined) return '';
  if (configured !== 'auto') return covers(configured, hostname) ? configured : undefined;
  if (told === '-') return '';
  // Whether it is a public suffix is the browser's to say: it refuses such a cookie.
  return told !== null && /^[a-z0-9.-]{1,253}$/.test(told) && covers(told, hostname) ? told : undefined;
}

function covers(domain: string, hostname: string): boolean {
  return hostname === domain || (!domain.startsWith('.') && hostname.endsWith(`.${domain}`));
}

/** Percent-encoded exactly as js-cookie does, so that the browser finds what it would have written itself. */
function encodeCookie(text: string): string {
  return encodeURIComponent(text).replace(/%(2[346BF]|3[AC-F]|40|5[BDE]|60|7[BCD])/g, decodeURIComponent);
}

function decodeCookie(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
