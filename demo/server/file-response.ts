import { readFile } from 'node:fs/promises';
import { contentType } from './content-type.ts';

/** A file as it is, asked for again at each use: the demo's files change while people try things. */
export async function fileResponse(file: string, headers: Record<string, string> = {}): Promise<Response> {
  return new Response(new Uint8Array(await readFile(file)), {
    headers: {
      'Cache-Control': 'no-cache',
      'Content-Type': contentType(file),
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  });
}
