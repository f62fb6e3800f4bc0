import { RegexText } from './read-literals.ts';

const LITERAL = /^(?:[\w\-:@%]|\\[.\-/_$])*$/;

/**
 * Names of cookies as the register writes them, `*` for any run of characters.
 * @param cookie a name, or a regular expression of which one can be made
 * @returns nothing where a regular expression says more than such a pattern can
 */
export function cookiePatterns(cookie: string | RegexText): string[] | undefined {
  if (typeof cookie === 'string' && cookie.startsWith('^')) return cookiePatterns(new RegexText(cookie));
  // One of nothing but asterisks would be every cookie here.
  if (typeof cookie === 'string') return /[^*]/.test(cookie) ? [cookie] : undefined;
  const [, start = '', inner = '', end = ''] = /^(\^?)(.*?)(\$?)$/s.exec(cookie.source) ?? [];
  const [, before = '', group, after = ''] = /^([^()|]*)\((?:\?:)?([^()]*)\)([^()|]*)$/.exec(inner) ?? [];
  const alternatives = group === undefined ? inner.split('|') : group.split('|').map((one) => before + one + after);
  // In "^_ga|_gid" the sign binds the first one alone.
  if (group === undefined && alternatives.length > 1 && (start || end)) return undefined;
  const patterns = alternatives.map((one) => {
    const parts = one.split(/\.[*+]/);
    if (!parts.every((part) => LITERAL.test(part))) return undefined;
    const plain = parts.map((part) => part.replace(/\\(.)/g, '$1')).join('*');
    return `${start ? '' : '*'}${plain}${end ? '' : '*'}`.replace(/\*{2,}/g, '*');
  });
  return patterns.every((one) => one !== undefined && /[^*]/.test(one)) ? (patterns as string[]) : undefined;
}
