/**
 * Whether a cookie or storage name fits a pattern, in which `*` stands for any run of characters. Linear in both, so
 * that no pattern can be made slow.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return name === pattern;
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
  let from = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > name.length - tail.length) return false;
    from = found + part.length;
  }
  return true;
}
