import canonicalize from 'canonicalize';

/** Canonical JSON bytes, the same for equal values. @see https://www.rfc-editor.org/rfc/rfc8785 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value that JSON cannot hold');
  return text;
}
