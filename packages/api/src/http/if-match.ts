import { Problem } from './problem.ts';

/** One entity tag, or nothing, up to a comma or the end: RFC 9110 lets a list have empty places. */
const ELEMENT = /[\t ]*(?:(W\/)?("[!#-~\x80-\xff]*")[\t ]*)?(?:,|$)/y;

/** The header `If-Match` of a request. */
export interface IfMatch {
  /** Whether a change may be made to what has this tag: `*` says so of whatever is there, a weak tag of nothing. */
  allows(etag: string): boolean;
  /** The first weak tag. What compresses answers on the way may have made it of a strong one. */
  readonly weak: string | undefined;
}

/**
 * Reads `If-Match`: `*`, or a list of entity tags, compared strongly.
 * @throws {Problem} `if-match-required` where it is missing, `invalid-if-match` where it is neither
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export function readIfMatch({ headers }: Request): IfMatch {
  const text = headers.get('if-match')?.trim();
  if (text === undefined) throw new Problem('if-match-required');
  if (text === '*') return { allows: () => true, weak: undefined };
  const strong = new Set<string>();
  let weak: string | undefined;
  let end = 0;
  while (end < text.length) {
    ELEMENT.lastIndex = end;
    const found = ELEMENT.exec(text);
    if (!found) throw invalid(text);
    const [whole, isWeak, tag] = found;
    if (tag && isWeak) weak ??= `W/${tag}`;
    else if (tag) strong.add(tag);
    end += whole.length;
  }
  if (strong.size === 0 && weak === undefined) throw invalid(text);
  return { allows: (etag) => strong.has(etag), weak };
}

function invalid(text: string): Problem {
  return new Problem('invalid-if-match', [
    { code: 'invalid-if-match', path: 'if-match', received: text.slice(0, 100), fix: 'the ETag as it came, e.g. "12"' },
  ]);
}
