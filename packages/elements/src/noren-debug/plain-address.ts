import { plainText } from './plain-text.ts';

/** An address as it may be shown and copied: what stands behind `?` or `#` may say who is looking. */
export function plainAddress(address: string): string {
  try {
    const { protocol, host, pathname } = new URL(address, location.href);
    return /^(https?|wss?):$/.test(protocol) ? plainText(host + pathname) : protocol;
  } catch {
    return '';
  }
}
