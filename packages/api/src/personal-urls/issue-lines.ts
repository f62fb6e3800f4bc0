import { createSecretKey } from 'node:crypto';
import { withToken } from '@noren/model';
import type { TokenCarrier } from '@noren/model/schema';
import { randomText } from '../subjects/random-text.ts';
import { tokenHeader } from '../tokens/compact-jwe.ts';
import type { LandingRefusal } from './landings.ts';
import { type LinkClaims, sealToken } from './token.ts';

/** What the links of one batch share. */
export interface SealTerms extends Omit<LinkClaims, 'member' | 'nonce'> {
  readonly carrier: TokenCarrier;
}

/** One link of a batch, and what may become of it. */
export interface Link {
  readonly member: string;
  readonly url: string;
  readonly refusal?: LandingRefusal | undefined;
  readonly trackLinks: boolean;
  readonly trackOpens: boolean;
}

/** One line of the answer: the address to put into the mail, or why there is none. */
export type IssuedLine =
  | { readonly member: string; readonly url: string; readonly trackLinks: boolean; readonly trackOpens: boolean }
  | { readonly member: string; readonly code: LandingRefusal };

/**
 * Makes personalised links, one token each, and writes them down as they are answered (NDJSON). One text, and not its bytes: those,
 * handed from one thread to another, stay about until the whole heap is collected, which took 40 MB more.
 * @param bytes the key, 256 bits
 */
export function issueLines(
  { carrier, ...shared }: SealTerms,
  links: readonly Link[],
  kid: string,
  bytes: Uint8Array,
): string {
  const key = createSecretKey(bytes);
  const header = tokenHeader(kid);
  const sealed = (member: string, url: string): string =>
    withToken(url, sealToken({ ...shared, member, nonce: randomText(16, 'base64url') }, header, key), carrier);
  const lines = links.map(({ member, url, refusal, trackLinks, trackOpens }) => {
    const line: IssuedLine = refusal
      ? { member, code: refusal }
      : { member, url: trackLinks ? sealed(member, url) : url, trackLinks, trackOpens };
    return `${JSON.stringify(line)}\n`;
  });
  return lines.join('');
}
