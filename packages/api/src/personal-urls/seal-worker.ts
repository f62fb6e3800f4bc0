import { parentPort } from 'node:worker_threads';
import type { CryptoKey } from 'jose';
import { importLinkKey } from './link-keys.ts';
import { type SealItem, type SealTerms, sealLinks } from './seal-links.ts';

/** What a worker is asked. */
export interface SealJob {
  readonly id: number;
  readonly terms: SealTerms;
  readonly items: readonly SealItem[];
  readonly kid: string;
  readonly bytes: Uint8Array;
}

/** What it answers. */
export type SealResult = { readonly id: number } & ({ readonly urls: string[] } | { readonly error: string });

// A key is imported once; a rotation brings another one now and then.
const imported = new Map<string, Promise<CryptoKey>>();

parentPort?.on('message', async ({ id, terms, items, kid, bytes }: SealJob) => {
  try {
    const key = imported.get(kid) ?? importLinkKey(bytes);
    imported.set(kid, key);
    parentPort?.postMessage({ id, urls: await sealLinks(terms, items, kid, await key) } satisfies SealResult);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies SealResult);
  }
});
