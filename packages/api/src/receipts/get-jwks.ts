import type { Call, Context } from '../context.ts';
import { cacheable, PUBLIC_HEADERS } from '../http/respond.ts';

/** `GET /.well-known/jwks.json`: the public keys of all receipts ever signed here. */
export async function getJwks({ signingKeys }: Context, { request }: Call): Promise<Response> {
  const text = JSON.stringify(await signingKeys.published());
  return cacheable(request, text, {
    ...PUBLIC_HEADERS,
    'content-type': 'application/jwk-set+json',
    'cache-control': 'public, max-age=300',
  });
}
