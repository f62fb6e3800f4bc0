import { NorenError } from '@noren/model';
import type { ApiSource } from './ask-api.ts';

/**
 * Checks whom a command asks: nobody on the way may read the key.
 * @throws {NorenError} `no-key`, `invalid-key`, `invalid-option`
 */
export function checkSource(api: string, key: string | undefined): ApiSource {
  if (!key) throw new NorenError({ code: 'no-key', path: 'NOREN_KEY', fix: 'set it to a server key of your site' });
  // Not received: it is a secret.
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new NorenError({
      code: 'invalid-key',
      path: 'NOREN_KEY',
      fix: 'a server key as it was printed: visible ASCII characters, no space',
    });
  const url = URL.parse(api);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname));
  if (!isSafe || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new NorenError({
      code: 'invalid-option',
      path: '--api',
      received: api,
      fix: 'an https address, e.g. https://consent.example.net; http only on this machine, since the key goes with it',
    });
  return { api, key };
}

function isThisMachine(host: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
