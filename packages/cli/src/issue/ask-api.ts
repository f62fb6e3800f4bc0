import { setTimeout as wait } from 'node:timers/promises';
import { NorenError } from '@noren/model';

/** Whom a command asks. */
export interface ApiSource {
  /** Address of the consent API, e.g. `https://consent.example.net`. */
  readonly api: string;
  /** Server key. */
  readonly key: string;
}

const ATTEMPTS = 6;
/** After a first failure; each further one doubles it. */
const PAUSE_MS = 500;

/**
 * Posts JSON to the API, and again where it was busy or away: what is asked has to be safe to be asked twice.
 * @param path e.g. `/v1/personal-urls`
 * @param read takes the answer; where it throws anything but a {@link NorenError}, the answer broke off
 * @throws {NorenError} `api-unreachable`, or with the API's own code
 */
export async function askApi<Answer>(
  { api, key }: ApiSource,
  path: string,
  body: string,
  read: (response: Response) => Promise<Answer>,
): Promise<Answer> {
  const address = `${api.replace(/\/$/, '')}${path}`;
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
      if (response.ok) return await read(response);
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
