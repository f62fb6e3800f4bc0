import { requestHost } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import { isSubjectSecret, type SubjectSecret } from './subject-secret.ts';

/** Who sends a request, as far as a consent record may know. */
export interface Caller {
  /** The page and this API share a host, so cookies are first-party and may be set. */
  readonly sameOrigin: boolean;
  /** The page came over https. */
  readonly secure: boolean;
  /** Host of the API as the browser knows it, without port. */
  readonly hostname: string;
  readonly secret: SubjectSecret | undefined;
}

/** HttpOnly cookie of the subject secret. The prefix keeps sub-domains from setting it. */
export const SUBJECT_COOKIE = '__Host-noren-s';
/** The same on plain http, where that prefix is not allowed: on this machine only. */
export const LOCAL_SUBJECT_COOKIE = 'noren-s';
/** Header of the subject secret where the API is on another host. */
export const SUBJECT_HEADER = 'noren-subject';

/**
 * The caller of a write. `Origin` must be exactly one of the site's; a browser sends it with every POST and no page can
 * forge it.
 * @throws {Problem} `foreign-origin`, `invalid-subject`
 */
export function identifyWriter(request: Request, origins: ReadonlySet<string>, trustProxy: boolean): Caller {
  const origin = request.headers.get('origin');
  if (origin === null || !origins.has(origin)) throw new Problem('foreign-origin');
  const { host, hostname, protocol } = originParts(origin);
  const sameOrigin = host === requestHost(request, trustProxy);
  const secret = (sameOrigin ? cookieSecret(request, hostname) : undefined) ?? headerSecret(request);
  return { sameOrigin, secure: protocol === 'https:', hostname, secret };
}

/**
 * The secret of somebody who reads: from the cookie where the browser says that the page is of this origin, from the
 * header where the page is one of the site's.
 * @throws {Problem} `foreign-origin`, `invalid-subject`, `subject-required`
 */
export function identifyReader(request: Request, origins: ReadonlySet<string>, trustProxy: boolean): SubjectSecret {
  const origin = request.headers.get('origin');
  const sameOrigin = request.headers.get('sec-fetch-site') === 'same-origin';
  if (origin !== null && !origins.has(origin)) throw new Problem('foreign-origin');
  const hostname = requestHost(request, trustProxy).replace(/:\d+$/, '');
  const secret =
    (sameOrigin ? cookieSecret(request, hostname) : undefined) ??
    (sameOrigin || origin !== null ? headerSecret(request) : undefined);
  if (!secret) throw new Problem('subject-required', [], { 'www-authenticate': 'Noren-Subject' });
  return secret;
}

/** The value of a cookie, as it was sent. */
export function cookieValue(request: Request, name: string): string | undefined {
  const pair = request.headers
    .get('cookie')
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function cookieSecret(request: Request, hostname: string): SubjectSecret | undefined {
  const local = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1';
  const value =
    cookieValue(request, SUBJECT_COOKIE) ?? (local ? cookieValue(request, LOCAL_SUBJECT_COOKIE) : undefined);
  return value !== undefined && isSubjectSecret(value) ? value : undefined;
}

function headerSecret(request: Request): SubjectSecret | undefined {
  const value = request.headers.get(SUBJECT_HEADER);
  if (value === null) return undefined;
  if (!isSubjectSecret(value)) throw new Problem('invalid-subject');
  return value;
}

// The set of origins is small and parsing one costs more than looking it up.
const parsed = new Map<string, Pick<URL, 'host' | 'hostname' | 'protocol'>>();

function originParts(origin: string): Pick<URL, 'host' | 'hostname' | 'protocol'> {
  const known = parsed.get(origin);
  if (known) return known;
  const { host, hostname, protocol } = new URL(origin);
  if (parsed.size < 10_000) parsed.set(origin, { host, hostname, protocol });
  return { host, hostname, protocol };
}
