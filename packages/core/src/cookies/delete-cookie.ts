import { parentDomains, parentPaths } from './cookie-domain.ts';

/** Names of the cookies that this page sees. Throws in a sandboxed frame, which may not look. */
export function cookieNames(): string[] {
  return document.cookie
    .split('; ')
    .map((pair) => pair.split('=')[0] ?? '')
    .filter(Boolean);
}

/**
 * Deletes a cookie: its domain and path cannot be read, so every domain up from this host and every path up from this
 * page is tried, and also that it is partitioned. In a frame within another site nothing is heard without `samesite=none`.
 * Each path is looked at before the next: most stand on the first, and a write takes as long as a call to another process.
 * @returns whether this page sees it no more
 */
export function deleteCookie(name: string): boolean {
  // https://www.rfc-editor.org/rfc/rfc6265bis#name-cookie-name-prefixes
  const secure = /^__(secure|host)-/i.test(name) ? ';secure' : '';
  const foreign = ';secure;samesite=none';
  // https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies
  for (const attributes of [secure, foreign, `${foreign};partitioned`]) {
    for (const path of parentPaths()) {
      for (const domain of ['', ...parentDomains()]) {
        // biome-ignore lint/suspicious/noDocumentCookie: a name that is not Noren's own is expired as it is, unencoded.
        document.cookie = `${name}=;path=${path};expires=Thu, 01 Jan 1970 00:00:00 GMT${domain && `;domain=${domain}`}${attributes}`;
      }
      if (!cookieNames().includes(name)) return true;
    }
  }
  return false;
}
