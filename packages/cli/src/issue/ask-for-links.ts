import { setTimeout as wait } from 'node:timers/promises';
import { NorenError } from '@noren/model';
import type { Batch } from './batches.ts';

/** Where links come from. */
export interface LinkSource {
  /** Address of the consent API, e.g. `https://consent.example.net`. */
  readonly api: string;
  /** Server key of the scope `personal-urls:write`. */
  readonly key: string;
}

/** What the API says of one member. */
export interface Answer {
  readonly member: string;
  readonly url?: string;
  readonly trackLinks?: boolean;
  readonly trackOpens?: boolean;
  readonly code?: string;
}

const ATTEMPTS = 6;
/** After a first failure; each further one doubles it. */
const PAUSE_MS = 500;

/**
 * Asks for the links of a batch, and again where the API was busy or away.
 * @returns one answer for each link that is asked for, in their order
 * @throws {NorenError} `api-unreachable`, or with the API's own code
 */
export async function askForLinks({ api, key }: LinkSource, { count, body }: Batch): Promise<Answer[]> {
  const address = `${api.replace(/\/$/, '')}/v1/personal-urls`;
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
    redirect: 'error',
  } as const;
  for (let attempt = 1; ; attempt += 1) {
    const again = attempt < ATTEMPTS;
    try {
      const response = await fetch(address, request);
      if (response.ok) return await answersOf(response, count);
      if (!again || ![429, 500, 502, 503, 504].includes(response.status)) throw await refusalOf(address, response);
      await wait(Math.max(pause(attempt), Number(response.headers.get('retry-after') ?? 0) * 1000));
    } catch (error) {
      if (error instanceof NorenError) throw error;
      if (!again)
        throw new NorenError({
          code: 'api-unreachable',
          path: address,
          fix: `start the API, or correct --api, and run the same command again: it goes on where it stopped (${String(error)})`,
        });
      await wait(pause(attempt));
    }
  }
}

function pause(attempt: number): number {
  return PAUSE_MS * 2 ** (attempt - 1);
}

/** Read as they come: the text of a whole answer beside what it says would be held twice. */
async function answersOf(response: Response, count: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  const utf8 = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body ?? []) {
    const lines = `${rest}${utf8.decode(bytes, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) answers.push(JSON.parse(line) as Answer);
  }
  // An answer that broke off is none: the batch is asked for again.
  if (rest || answers.length !== count) throw new RangeError(`${answers.length} answers to ${count} lines`);
  return answers;
}

async function refusalOf(path: string, response: Response): Promise<NorenError> {
  const problem = (await response.json().catch(() => ({}))) as {
    code?: string;
    title?: string;
    errors?: { path?: string; received?: unknown; fix: string }[];
  };
  const [first] = problem.errors ?? [];
  return new NorenError({
    code: problem.code ?? 'api-refused',
    path: first?.path ?? path,
    ...(first?.received === undefined ? {} : { received: first.received }),
    fix: first?.fix ?? problem.title ?? `the API answered ${response.status}`,
  });
}
