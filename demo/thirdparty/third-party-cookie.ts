import { randomUUID } from 'node:crypto';

/**
 * A `Set-Cookie` for a cookie that travels from other sites' pages: `SameSite=None` needs `Secure`, which browsers
 * accept on `*.localhost` without https. Browsers that block third-party cookies keep it apart for each site.
 * @see https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies
 */
export function thirdPartyCookie(name: string, known: string | undefined, maxAgeDays: number): string {
  return `${name}=${known ?? randomUUID()}; Max-Age=${maxAgeDays * 86_400}; Path=/; HttpOnly; Secure; SameSite=None; Partitioned`;
}
