import { parentPort } from 'node:worker_threads';
import { issueLines, type Link, type SealTerms } from './issue-lines.ts';

/** What a worker is asked. */
export interface SealJob {
  readonly id: number;
  readonly terms: SealTerms;
  readonly links: readonly Link[];
  readonly kid: string;
  readonly bytes: Uint8Array;
}

/** What it answers. */
export type SealResult = { readonly id: number } & ({ readonly lines: string } | { readonly error: string });

parentPort?.on('message', ({ id, terms, links, kid, bytes }: SealJob) => {
  try {
    parentPort?.postMessage({ id, lines: issueLines(terms, links, kid, bytes) } satisfies SealResult);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies SealResult);
  }
});
