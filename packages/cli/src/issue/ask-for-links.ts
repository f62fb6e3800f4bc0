import { type ApiSource, askApi } from './ask-api.ts';
import type { Batch } from './batches.ts';

/** What the API says of one member. */
export interface Answer {
  readonly member: string;
  readonly url?: string;
  readonly trackLinks?: boolean;
  readonly trackOpens?: boolean;
  readonly code?: string;
}

/**
 * Asks for the links of a batch, with a key of the scope `personal-urls:write`.
 * @returns one answer for each link that is asked for, in their order
 * @throws {NorenError} `api-unreachable`, or with the API's own code
 */
export function askForLinks(source: ApiSource, { count, body }: Batch): Promise<Answer[]> {
  return askApi(source, '/v1/personal-urls', body, (response) => answersOf(response, count));
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
