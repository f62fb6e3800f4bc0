import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { NorenError } from '@noren/model';
import { httpsUrl } from '@noren/model/schema';
import { privateNetworks } from './http/private-networks.ts';
import type { RateLimit } from './http/rate-limit.ts';
import type { SmtpOptions } from './mail/confirmation-sender.ts';
import type { MembersOptions } from './members/member-tokens.ts';

/** What the server is told by its environment. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  readonly database: string | { readonly sqlite: string };
  readonly secret: string;
  readonly dist: string | undefined;
  readonly basePath: string;
  readonly rateLimit: Partial<RateLimit>;
  readonly trustProxy: boolean;
  readonly issuer: string | undefined;
  readonly members: MembersOptions | undefined;
  readonly sealingThreads: number | undefined;
  readonly allowPrivateHosts: readonly string[];
  readonly smtp: SmtpOptions | undefined;
}

/** @see https://www.sqlite.org/inmemorydb.html */
const IN_MEMORY = /^(file:)?:memory:|^file:.+[?&]mode=memory/;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment.
 * @throws {NorenError} `invalid-environment`, with the variable's name as path; never with the value of a secret
 */
export function readEnvironment(variables: Variables): Environment {
  const sqlite = variables.SQLITE_FILE || './noren.sqlite';
  const database = variables.DATABASE_URL ? postgresUrl(variables.DATABASE_URL) : { sqlite };
  const perSecond = numberOf(variables, 'NOREN_RATE_LIMIT', { least: 0.01, most: 1e6 });
  const burst = numberOf(variables, 'NOREN_RATE_LIMIT_BURST', { least: 1, most: 1e6 });
  return {
    host: variables.HOST || '127.0.0.1',
    port: numberOf(variables, 'PORT', { least: 0, most: 65_535, whole: true }) ?? 4700,
    database,
    secret: variables.NOREN_SECRET ? checkSecret(variables.NOREN_SECRET) : developmentSecret(variables, sqlite),
    dist: variables.NOREN_DIST || undefined,
    basePath: variables.NOREN_BASE_PATH ?? '',
    rateLimit: { ...(perSecond === undefined ? {} : { perSecond }), ...(burst === undefined ? {} : { burst }) },
    trustProxy: oneOf(variables, 'NOREN_TRUST_PROXY', ['0', '1']) === '1',
    issuer: variables.NOREN_ISSUER || undefined,
    members: membersOf(variables),
    sealingThreads: numberOf(variables, 'NOREN_SEALING_THREADS', { least: 0, most: 64, whole: true }),
    allowPrivateHosts: networksOf(variables.NOREN_ALLOW_PRIVATE_HOSTS),
    smtp: smtpOf(variables.NOREN_SMTP_URL),
  };
}

function networksOf(text = ''): string[] {
  const networks = text.split(/[\s,]+/).filter(Boolean);
  try {
    privateNetworks(networks);
    return networks;
  } catch (error) {
    if (!(error instanceof NorenError)) throw error;
    throw wrong('NOREN_ALLOW_PRIVATE_HOSTS', `${error.fix}; several with commas`, text);
  }
}

/** A password in it is never told. */
function smtpOf(url: string | undefined): SmtpOptions | undefined {
  if (!url) return undefined;
  const { protocol = '', hostname = '' } = URL.parse(url) ?? {};
  if (!/^smtps?:$/.test(protocol) || !hostname)
    throw wrong('NOREN_SMTP_URL', 'smtp://user:password@host:587, or smtps:// where TLS comes first');
  return { url };
}

/** All of it or nothing: half an identity provider would let nobody in, or anybody. */
function membersOf(variables: Variables): MembersOptions | undefined {
  const { NOREN_MEMBER_ISSUER: issuer, NOREN_MEMBER_JWKS_URI: jwksUri, NOREN_MEMBER_AUDIENCE: audience } = variables;
  if (!issuer && !jwksUri && !audience) return undefined;
  if (!issuer) throw wrong('NOREN_MEMBER_ISSUER', 'the "iss" of the tokens of your identity provider, exactly');
  if (!audience) throw wrong('NOREN_MEMBER_AUDIENCE', 'the "aud" of tokens that are meant for this API');
  if (!jwksUri || !httpsUrl.safeParse(jwksUri).success)
    throw wrong('NOREN_MEMBER_JWKS_URI', 'the https address of its keys (http only on localhost)', jwksUri);
  const list = (text = '') => text.split(/[\s,]+/).filter(Boolean);
  return {
    issuer,
    jwksUri,
    audience: list(audience),
    claim: variables.NOREN_MEMBER_CLAIM || undefined,
    attributes: list(variables.NOREN_MEMBER_ATTRIBUTES),
    addressClaim: variables.NOREN_MEMBER_ADDRESS_CLAIM || undefined,
    addressesVerified: oneOf(variables, 'NOREN_MEMBER_ADDRESSES_VERIFIED', ['0', '1']) === '1',
  };
}

function wrong(path: string, fix: string, received?: string): NorenError {
  return new NorenError({ code: 'invalid-environment', path, fix, ...(received === undefined ? {} : { received }) });
}

function postgresUrl(url: string): string {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw wrong('DATABASE_URL', 'postgres://user@host/database; leave it out for SQLite');
  return url;
}

function checkSecret(secret: string): string {
  const bytes = /^([0-9a-f]{2})+$/i.test(secret) ? Buffer.from(secret, 'hex') : Buffer.from(secret, 'base64');
  if (bytes.length < 32)
    throw wrong('NOREN_SECRET', '32 random bytes or more in hex or base64, e.g. of: openssl rand -hex 32');
  return secret;
}

/**
 * A secret of one's own machine, kept beside the database: without it every visitor would be a stranger next time. Where
 * the database is only in memory there is no next time.
 */
function developmentSecret({ NODE_ENV }: Variables, sqlite: string): string {
  if (NODE_ENV === 'production')
    throw wrong('NOREN_SECRET', 'set it in production, e.g. to the output of: openssl rand -hex 32');
  const file = `${sqlite}.secret`;
  const isKept = !IN_MEMORY.test(sqlite);
  if (isKept && existsSync(file)) return checkSecret(readFileSync(file, 'utf8').trim());
  const secret = randomBytes(32).toString('hex');
  if (isKept) writeFileSync(file, secret, { mode: 0o600 });
  console.warn(
    `NOREN_SECRET is not set. A secret for development was made and is kept in ${isKept ? file : 'memory'}; do not use it in production.`,
  );
  return secret;
}

function numberOf(
  variables: Variables,
  name: string,
  { least, most, whole = false }: { least: number; most: number; whole?: boolean },
): number | undefined {
  const text = variables[name];
  if (!text) return undefined;
  const value = Number(text);
  if (!(value >= least && value <= most) || (whole && !Number.isInteger(value)))
    throw wrong(name, `a number from ${least} to ${most}`, text);
  return value;
}

function oneOf(variables: Variables, name: string, allowed: readonly string[]): string | undefined {
  const value = variables[name];
  if (value && !allowed.includes(value)) throw wrong(name, `one of ${allowed.join(', ')}`, value);
  return value || undefined;
}
