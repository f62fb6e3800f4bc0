import { createSecretKey } from 'node:crypto';
import { type SecretHasher, secretHasher } from '../subjects/subject-secret.ts';
import { openClaims, sealClaims, tokenHeader } from '../tokens/compact-jwe.ts';
import { MailTokens } from './mail-tokens.ts';
import { SealedReferences } from './sealed-references.ts';

/** What mail needs of the installation's secret. */
export interface MailKeys {
  readonly tokens: MailTokens;
  readonly references: SealedReferences;
  /** Turns an address into the only form in which it is kept. */
  hashAddress(address: string): string;
  /** Seals what waits in the database to be sent, and what only this installation may know. */
  seal(value: object): string;
  /** @returns undefined where it was sealed with another secret */
  open(sealed: string): Promise<Record<string, unknown> | undefined>;
}

const HEADER = tokenHeader('mail-kept-1');

/** @param derive a key of 256 bits for one use */
export function mailKeys(derive: (use: string) => Uint8Array): MailKeys {
  const hash: SecretHasher = secretHasher(derive('noren mail addresses 1'));
  const kept = createSecretKey(derive('noren mail kept 1'));
  return {
    tokens: new MailTokens(derive('noren mail tokens 1')),
    references: new SealedReferences(derive('noren mail references 1')),
    hashAddress: (address) => hash('', normalAddress(address)),
    seal: (value) => sealClaims(value, HEADER, kept),
    open: (sealed) => openClaims(sealed, () => kept),
  };
}

/** Nobody has two mailboxes that differ in capitals alone, whatever RFC 5321 allows. */
function normalAddress(address: string): string {
  return address.trim().toLowerCase();
}
