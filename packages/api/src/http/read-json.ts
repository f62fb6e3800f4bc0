import { Problem } from './problem.ts';
import { readBytes } from './read-bytes.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body of a request as JSON.
 * @param limit bytes, at most
 * @throws {Problem} `unsupported-media-type`, `body-incomplete`, `body-too-large`, `invalid-json`
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  // A form can only post text/plain and two others: with application/json a browser asks first (CORS preflight).
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem('unsupported-media-type');
  const bytes = await readBytes(request, limit);
  try {
    const text = utf8.decode(bytes);
    if (nesting(text) <= DEEPEST) return JSON.parse(text);
  } catch {
    throw new Problem('invalid-json', [{ code: 'invalid-json', fix: 'send one JSON object in UTF-8' }]);
  }
  throw new Problem('invalid-json', [{ code: 'too-deep', fix: `lists and objects in each other, ${DEEPEST} at most` }]);
}

/** Nothing that this API takes is nearly as deep. What is deeper would exhaust the stack of whoever walks through it. */
const DEEPEST = 64;

const [QUOTE, BACKSLASH, BRACKET, BRACKET_END, BRACE, BRACE_END] = [...'"\\[]{}'].map((letter) => letter.charCodeAt(0));

/** How deep lists and objects stand in each other. Letter by letter: a match for each text of a long list would be heard of. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (isText) {
      if (letter === BACKSLASH) at += 1;
      else if (letter === QUOTE) isText = false;
    } else if (letter === QUOTE) isText = true;
    else if (letter === BRACKET || letter === BRACE) deepest = Math.max(deepest, ++depth);
    else if (letter === BRACKET_END || letter === BRACE_END) depth -= 1;
  }
  return deepest;
}
