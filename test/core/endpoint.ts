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
  if (answers.length) await made.answer(...answers);
  return made;
}

/** An answer that is a script. */
export const script = (body: string): Answer => ({ headers: { 'content-type': 'text/javascript' }, body });
