import { tsPlugin } from '@sveltejs/acorn-typescript';
import { type Node, Parser, parseExpressionAt } from 'acorn';

/** Reads TypeScript, too: Node's own way to drop types is one that may change, and tells no place. */
const TypeScript = Parser.extend(tsPlugin());
/** With elements in it, where `<any>x` is none. */
const WithElements = Parser.extend(tsPlugin({ jsx: true }));

/**
 * A file that is one object (JSON, or what stands behind an `=`), or a whole script, as whatever it may be.
 * @throws {SyntaxError} with the place as `pos`: of what is wrong with it, what stands furthest down
 */
export function parseScript(text: string): Node {
  return /^\s*\{/.test(text) ? wholeExpression(text) : program(text);
}

function program(text: string): Node {
  // Markup alone is a page, of which an element with a script in it is none of a script.
  const withElements = /^\s*</.test(text) ? [] : ([[WithElements, 'module']] as const);
  let furthest: { pos: number } | undefined;
  for (const [parser, sourceType] of [
    [Parser, 'module'],
    [Parser, 'script'],
    [TypeScript, 'module'],
    ...withElements,
  ] as const) {
    try {
      return parser.parse(text, {
        ecmaVersion: 'latest',
        sourceType,
        allowHashBang: true,
        locations: parser !== Parser,
      });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const found = error as SyntaxError & { pos: number };
      if (!furthest || found.pos > furthest.pos) furthest = found;
    }
  }
  throw furthest;
}

function wholeExpression(text: string): Node {
  const expression = parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
  const rest = text.slice(expression.end).search(/[^\s;]/);
  if (rest >= 0) throw Object.assign(new SyntaxError('nothing may follow the object'), { pos: expression.end + rest });
  return expression;
}
