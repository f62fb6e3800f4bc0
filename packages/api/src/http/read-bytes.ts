import { Problem } from './problem.ts';

/**
 * The body of a request.
 * @param limit bytes, at most
 * @throws {Problem} `body-too-large`, `body-incomplete`: whoever sends it has hung up
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readAll(request, limit);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('body-incomplete');
  }
}

async function readAll(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Problem('body-too-large', [{ code: 'body-too-large', fix: `at most ${limit} bytes` }]);
  const announced = request.headers.get('content-length');
  if (announced !== null) {
    // The HTTP server reads no more than what was announced.
    if (!(Number(announced) <= limit)) throw tooLarge();
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > limit) throw tooLarge();
    return bytes;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
