import { parentPort } from 'node:worker_threads';
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

parentPort?.on('message', ({ id, terms, items, kid, bytes }: SealJob) => {
  try {
    parentPort?.postMessage({ id, urls: sealLinks(terms, items, kid, bytes) } satisfies SealResult);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies SealResult);
  }
});
