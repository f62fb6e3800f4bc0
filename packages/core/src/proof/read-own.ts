import { NorenError } from '@noren/model';
import type { ConsentApi } from './api-client.ts';

/**
 * What the API answers to its own visitor.
 * @throws {NorenError} the API's problem code, or `http-404` and the like where it names none
 * @throws whatever a browser throws where it cannot be reached, or there is none
 */
export async function readOwn({ call }: ConsentApi, path: string): Promise<Response> {
  const response = await call(path);
  if (response.ok) return response;
  const { code } = Object(await response.json().catch(() => undefined));
  throw new NorenError({ code: typeof code === 'string' ? code : `http-${response.status}` });
}
