import { parentDomains, parentPaths } from './cookie-domain.ts';

/** Ends a cookie of any tool, on every domain up from this host and every path up from this page: neither can be read. */
export function expireCookie(name: string): void {
  // https://www.rfc-editor.org/rfc/rfc6265bis#name-cookie-name-prefixes
  const secure = /^__(secure|host)-/i.test(name) ? ';secure' : '';
  for (const path of parentPaths()) {
    for (const domain of ['', ...parentDomains()]) {
      // biome-ignore lint/suspicious/noDocumentCookie: a name that is not Noren's own is expired as it is, unencoded.
      document.cookie = `${name}=;path=${path};expires=Thu, 01 Jan 1970 00:00:00 GMT${domain && `;domain=${domain}`}${secure}`;
    }
  }
}
