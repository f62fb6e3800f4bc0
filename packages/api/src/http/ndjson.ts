import { SECURITY_HEADERS } from './problem.ts';

/**
 * An answer line by line, made as it is read. The first part is waited for: what cannot be read at all is still a refusal.
 * @param parts whole lines, one or more at a time
 */
export async function ndjson(parts: AsyncGenerator<string>): Promise<Response> {
  let waiting: Promise<IteratorResult<string>> | undefined = Promise.resolve(await parts.next());
  const utf8 = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await (waiting ?? parts.next());
      waiting = undefined;
      if (done) return controller.close();
      controller.enqueue(utf8.encode(value));
    },
    async cancel() {
      await parts.return('');
    },
  });
  return new Response(body, {
    status: 200,
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  });
}
