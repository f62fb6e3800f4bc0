import type { RuntimeConfig } from '@noren/model/schema';

let probed: string | undefined;

/**
 * This host and its parents, longest first: `www.example.co.jp`, `example.co.jp`, `co.jp`. None for an IP address. A frame of
 * `srcdoc`, whose address has no host, has the cookies of the page around it.
 */
export function parentDomains(): string[] {
  const host = location.hostname || document.domain;
  const labels = host.split('.');
  return /^[\d.]+$|:/.test(host) ? [] : labels.map((_, index) => labels.slice(index).join('.'));
}

/**
 * This page's path and every one above it, `/` first, with and without the slash at the end. None, the second, is the folder
 * of this page, whose name may have a `;` in it.
 */
export function parentPaths(): string[] {
  const parts = location.pathname.split('/');
  return parts.flatMap((_, index) => {
    const path = parts.slice(0, index + 1).join('/');
    return [`${path}/`, path];
  });
}

/**
 * The `Domain` that the choice is kept on, `undefined` for this host alone. `auto` is the widest one on which this host
 * may keep a cookie, `example.co.jp` for `www.example.co.jp`: the browser knows the public suffixes (`.co.jp`,
 * `.or.jp`, `.lg.jp`), so it is asked, by trying; labels are never counted.
 */
export function cookieDomain({ cookie }: RuntimeConfig): string | undefined {
  const { domain } = { ...cookie };
  if (domain !== 'auto') return domain;
  probed ??= parentDomains()
    .reverse()
    .find((parent) => {
      // By its value, because a neighbouring host may have left one of the same name.
      const pair = `noren-probe=${Math.random()}`;
      const probe = `${pair};path=/;domain=${parent}`;
      // biome-ignore lint/suspicious/noDocumentCookie: the answer is needed at once; Cookie Store is asynchronous.
      document.cookie = probe;
      const kept = parent.includes('.') && document.cookie.includes(pair);
      // biome-ignore lint/suspicious/noDocumentCookie: as above.
      document.cookie = `${probe};max-age=0`;
      return kept;
    });
  return probed;
}
