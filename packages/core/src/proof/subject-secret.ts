import { keptMap } from './kept-map.ts';

const secrets = keptMap(
  'noren-subject',
  (value): value is string => typeof value === 'string' && /^[\w-]{22}$/.test(value),
);

/**
 * The secret that lets this browser read and continue its own records on an API of another host: 128 random bits,
 * base64url, made when there is a first choice to keep. (On the site's own host an HttpOnly cookie does this.)
 */
export async function subjectSecret(): Promise<string> {
  const known = await secrets.get('secret');
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const secret = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  await secrets.set('secret', secret);
  return secret;
}

/** The secret if there is one; nothing is made. */
export function knownSubjectSecret(): Promise<string | undefined> {
  return secrets.get('secret');
}

/** Deletes the secret here, once the API keeps it in a cookie that no script can read. */
export function forgetSubjectSecret(): Promise<void> {
  return secrets.delete('secret');
}
