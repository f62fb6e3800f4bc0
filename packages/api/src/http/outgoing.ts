import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { MayAsk } from './private-networks.ts';

/** A request of this API's own, to an address that somebody else wrote. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Which addresses of this machine and of private networks may be asked. */
  readonly allowPrivate: MayAsk;
  readonly timeoutMs: number;
  /** Bytes of the answer that are read, at most; more is an error. Default 0: the body is not read. */
  readonly limit?: number;
}

/** What was answered. Redirects are not followed. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Why nothing was asked, or nothing usable answered. */
export class OutgoingError extends Error {}

/**
 * Asks an address, over https, or over http on this machine only. The name is resolved once, and what it resolved to is
 * what is connected to: a name that changes its mind in between reaches nothing else.
 * @throws {OutgoingError}
 */
export async function askOutside(url: URL, options: Outgoing): Promise<OutgoingAnswer> {
  const address = await resolve(url, options.allowPrivate);
  const pinned: LookupFunction = (_host, { all }, done) => {
    const family = isIP(address);
    if (all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const { method, headers = {}, body: sent, timeoutMs, limit = 0 } = options;
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new OutgoingError(error.message));
    const asked = request(url, {
      method,
      headers,
      lookup: pinned,
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    });
    asked.once('error', fail);
    // Whoever switches to another protocol hangs up without an error.
    asked.once('upgrade', (_response, socket) => {
      socket.destroy();
      fail(new Error('another protocol'));
    });
    asked.once('response', (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      const done = (body: Buffer) => {
        resolve({ status, headers: answered, body });
        asked.destroy();
      };
      response.once('error', fail);
      if (limit === 0) done(Buffer.alloc(0));
      else collect(response, limit).then(done, fail);
    });
    asked.end(sent);
  });
}

async function collect(response: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new OutgoingError('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function resolve({ protocol, hostname }: URL, allowPrivate: MayAsk): Promise<string> {
  // Node asks a resolver for names below localhost, which has none. @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const found = local ? ['127.0.0.1'] : isIP(literal) ? [literal] : await addressesOf(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && (local || isPrivate(found[0] ?? ''))))
    throw new OutgoingError('only https');
  const [address] = found;
  if (address === undefined) throw new OutgoingError('the name has no address');
  if (found.some((one) => isPrivate(one) && !allowPrivate(one)))
    throw new OutgoingError('an address of a private network');
  return address;
}

const lookups = new Map<string, Promise<string[]>>();

/** Of whoever asks for a name at the same time, one looks it up: few look-ups are under way at once, and slow ones would hold up every other. */
function addressesOf(hostname: string): Promise<string[]> {
  const under = lookups.get(hostname);
  if (under) return under;
  const found = lookUp(hostname).finally(() => lookups.delete(hostname));
  lookups.set(hostname, found);
  return found;
}

async function lookUp(hostname: string): Promise<string[]> {
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    throw new OutgoingError('the name has no address');
  }
}

/** @see https://www.iana.org/assignments/iana-ipv4-special-registry @see https://www.iana.org/assignments/iana-ipv6-special-registry */
const PRIVATE: readonly [net: string, prefix: number, type: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  // With IPv4 addresses in their last 32 bits, as some systems still connect to.
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
const blocked = new BlockList();
for (const net of PRIVATE) blocked.addSubnet(...net);

/** Whether an address is not one of the public internet. An IPv4 address in IPv6 clothes is judged as what it is. */
export function isPrivate(address: string): boolean {
  const type = isIP(address);
  return type === 0 || blocked.check(address, type === 4 ? 'ipv4' : 'ipv6');
}
