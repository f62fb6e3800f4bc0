import { originOf } from '../group/address.ts';

/** The strict Content-Security-Policy under which everything must work. @see https://www.w3.org/TR/CSP3/ */
export function strictPolicy(nonce: string, port: number): string {
  const portal = originOf('portal', port);
  const thirdparty = originOf('thirdparty', port);
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    `connect-src 'self' ${portal} ${thirdparty}`,
    `img-src 'self' ${thirdparty}`,
    `frame-src ${thirdparty}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
