import { printable, shortened } from '../printable.ts';
import type { Output } from '../surroundings.ts';

/**
 * Whether an address already holds the mark of a token, its `#` escaped: what stands behind `%23` is path, so that a token
 * there reaches the landing server, and its log.
 */
export const hasEscapedToken = (url: string): boolean => /%23noren/i.test(url);

/**
 * Warns of such an address.
 * @param where as the caller named it, e.g. `--url` or `members.csv line 2`
 * @param more lines of the list that have one too
 */
export function warnOfEscapedToken(output: Output, where: string, url: string, more = 0): void {
  const others = more > 0 ? ` (and ${more} more)` : '';
  const fix = 'name the page alone: the token is added with a "#" that is none once it is escaped';
  output.write(`${printable(`${where}: warning token-escaped "${shortened(url)}"${others} – ${fix}`)}\n`);
}
