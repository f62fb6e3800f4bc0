import type { Answer, Order, Seen } from '../endpoints.ts';

/** A real address under the test's control. */
export interface Endpoint {
  /** Path of the address, without a slash at the end. */
  readonly path: string;
  /** Decides the answers to come, in order; the last one stays. */
  answer(...answers: Answer[]): Promise<void>;
  /** Sends more of an answer that was left open. */
  more(text: string, end?: boolean): Promise<void>;
  /** Settles once so many requests have arrived, with all of them. */
  requests(atLeast: number): Promise<Seen[]>;
}

let count = 0;
const opened = new Set<Endpoint>();

/** A new address. Until it is told what to answer, whoever asks it waits. */
export async function endpoint(...answers: Answer[]): Promise<Endpoint> {
  count += 1;
  const name = `${crypto.randomUUID()}-${count}`;
  const order = async (body: Order): Promise<Seen[]> => {
    const response = await fetch(`/endpoint-order/${name}`, { method: 'POST', body: JSON.stringify(body) });
    return (await response.json()) as Seen[];
  };
  const made: Endpoint = {
    path: `/endpoint/${name}`,
    answer: async (...list) => void (await order({ answers: list })),
    // Browsers parse what arrives in portions, and may wait until one is full.
    more: async (text, end = false) => void (await order({ more: `${text}<!--${' '.repeat(65_536)}-->`, end })),
    requests: (seen) => order({ seen }),
  };
  opened.add(made);
  if (answers.length) await made.answer(...answers);
  return made;
}

/**
 * Hangs up on whoever still waits for an answer. What a page sends on leaving outlives it, and a browser has few connections to
 * one host: six that wait would hold back the next test's page.
 */
export async function closeEndpoints(): Promise<void> {
  const all = [...opened];
  opened.clear();
  await Promise.all(all.map((one) => one.answer({ drop: true })));
}

/** An answer that is a script. */
export const script = (body: string): Answer => ({ headers: { 'content-type': 'text/javascript' }, body });
