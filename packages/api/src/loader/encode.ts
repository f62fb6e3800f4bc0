import { hash as digest } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { SECURITY_HEADERS } from '../http/problem.ts';
import { cacheable } from '../http/respond.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

type Encoding = 'br' | 'gzip' | 'identity';

/** A text that is compressed once per encoding, as small as it goes, and then served from memory. */
export class EncodedText {
  readonly #text: string;
  readonly #hash: string;
  readonly #encoded = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();

  constructor(text: string) {
    this.#text = text;
    this.#hash = digest('sha256', text, 'base64url').slice(0, 16);
  }

  /** The answer in the best encoding that the caller takes, or 304; `vary` of the headers stands beside the encoding. */
  async toResponse(request: Request, headers: Readonly<Record<string, string>>): Promise<Response> {
    const encoding = bestEncoding(request.headers.get('accept-encoding'));
    const all = {
      ...SECURITY_HEADERS,
      ...headers,
      vary: ['Accept-Encoding', headers.vary].filter(Boolean).join(', '),
      etag: `"${this.#hash}-${encoding}"`,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    };
    return cacheable(request, await this.#bytes(encoding), all);
  }

  #bytes(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#encoded.get(encoding);
    if (known) return known;
    const bytes = encode(this.#text, encoding);
    this.#encoded.set(encoding, bytes);
    return bytes;
  }
}

async function encode(text: string, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'gzip') return gzipped(text, { level: 9 });
  if (encoding === 'identity') return new TextEncoder().encode(text);
  const size = Buffer.byteLength(text);
  return brotli(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding */
function bestEncoding(accepted: string | null): Encoding {
  const weights = new Map<string, number>();
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    if (name) weights.set(name, weight ? Number(weight.slice(2)) : 1);
  }
  const takes = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}
