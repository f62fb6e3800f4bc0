import type { ConsentApi } from './api-client.ts';
import { knownSubjectSecret } from './subject-secret.ts';

/** What the API answers to its own visitor. @throws {TypeError} `no-api`, `http-404` and the like */
export async function readOwn({ call, sameOrigin }: ConsentApi, path: string): Promise<Response> {
  const secret = sameOrigin ? undefined : await knownSubjectSecret();
  const response = await call(path, secret ? { 'noren-subject': secret } : {});
  if (!response.ok) throw new TypeError(`http-${response.status}`);
  return response;
}
