import type { IssueTerms } from './issue-terms.ts';
import type { Line } from './read-list.ts';

/** What the API takes in one request, with room to spare in bytes. @see `POST /v1/personal-urls` */
const MOST = { links: 10_000, landings: 100, bytes: 7_500_000 };

/** Lines that go together, and what is asked for them. */
export interface Batch {
  readonly lines: readonly Line[];
  /** Links that are asked for: those of the lines without a problem, in their order. */
  readonly count: number;
  /** The body of the request. */
  readonly body: string;
}

/** Gathers lines until no more fit into one request. */
export class Batches {
  readonly #head: string;
  readonly #shared: string;
  #lines: Line[] = [];
  #links: string[] = [];
  #landings = new Set<string>();
  #bytes = 0;

  constructor(terms: IssueTerms) {
    this.#head = JSON.stringify(terms).slice(0, -1);
    this.#shared = terms.url ?? '';
  }

  /** Takes a line. @returns the batch before it, where the line no longer fits into that */
  add(line: Line): Batch | undefined {
    const { member, url, problem } = line;
    const link = problem ? '' : JSON.stringify({ member, ...(url ? { url } : {}) });
    const landing = url || this.#shared;
    const bytes = Buffer.byteLength(link) + 1;
    const isFull =
      this.#lines.length >= MOST.links ||
      this.#bytes + bytes > MOST.bytes ||
      (!problem && !this.#landings.has(landing) && this.#landings.size >= MOST.landings);
    const full = isFull ? this.take() : undefined;
    this.#lines.push(line);
    if (!problem) {
      this.#links.push(link);
      this.#landings.add(landing);
      this.#bytes += bytes;
    }
    return full;
  }

  /** What has been gathered so far. */
  take(): Batch {
    const batch = {
      lines: this.#lines,
      count: this.#links.length,
      body: `${this.#head},"links":[${this.#links.join(',')}]}`,
    };
    this.#lines = [];
    this.#links = [];
    this.#landings = new Set();
    this.#bytes = 0;
    return batch;
  }
}
