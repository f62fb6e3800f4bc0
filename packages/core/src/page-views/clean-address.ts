import { TOKEN_PATTERN } from '@noren/model';
import type { RuntimePageViews } from '@noren/model/schema';

/**
 * An address as it may be told: without what the head snippet holds, whether it has been given back to the page or not, and
 * without its fragment, unless that is a route.
 */
export function cleanAddress(address: string, { hash, hold = [] }: RuntimePageViews): string {
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)([^#]*)(.*)$/s.exec(address) ?? [];
  const names = [TOKEN_PATTERN, ...hold.map((name) => `${name}=`)].join('|');
  // As the head snippet leaves it: `?&` mended, no lone `?` or `#`.
  const held = RegExp(`([?#&])(?:(?:amp;)?(?:${names})[^&#]*&*)+(?=([^#])|)`, 'g');
  const without = (part: string): string => part.replace(held, (_, joint, next) => (next ? joint : ''));
  return path + without(query) + (hash && /^#!?\//.test(fragment) ? without(fragment) : '');
}
