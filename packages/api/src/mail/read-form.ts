import { Problem } from '../http/problem.ts';
import { readBytes } from '../http/read-bytes.ts';

const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i;
const LIMIT = 4096;

/**
 * The fields of a small form, in either of the two encodings that mail clients use. Files are none.
 * @throws {Problem} `unsupported-media-type`, `body-too-large`, `invalid-body`
 * @see https://www.rfc-editor.org/rfc/rfc8058#section-3.2
 */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  if (!FORM.test(type))
    throw new Problem('unsupported-media-type', [{ code: 'unsupported-media-type', fix: 'a form' }]);
  const bytes = await readBytes(request, LIMIT);
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    return new Map([...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  } catch {
    throw new Problem('invalid-body', [{ code: 'invalid-form', fix: 'List-Unsubscribe=One-Click' }]);
  }
}
