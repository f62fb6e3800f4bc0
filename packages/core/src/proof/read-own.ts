import type { ConsentApi } from './api-client.ts';

/** What the API answers to its own visitor. @throws {TypeError} `no-api`, `http-404` and the like */
export async function readOwn({ call }: ConsentApi, path: string): Promise<Response> {
  const response = await call(path);
  if (!response.ok) throw new TypeError(`http-${response.status}`);
  return response;
}
