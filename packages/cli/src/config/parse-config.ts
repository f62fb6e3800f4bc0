import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { lineIndex, type Position } from '../line-index.ts';
import type { LocatedFinding } from '../located-finding.ts';
import { nodeAt } from './node-at.ts';

/** A config as it stands in its file. */
export interface ParsedConfig {
  /** `undefined` where the file is not JSON. */
  readonly value: unknown;
  /** What is wrong with the JSON itself. */
  readonly findings: readonly LocatedFinding[];
  /** Where a path of the config stands, or the nearest thing around it. */
  positionOf(path: string): Position | undefined;
}

const MOST_DEPTH = 100;

/**
 * Reads the JSON of a config.
 * @param comments allows comments and trailing commas (`.jsonc`)
 */
export function parseConfig(text: string, { comments }: { comments: boolean }): ParsedConfig {
  const at = lineIndex(text);
  const refuse = (error: string, offset: number): ParsedConfig => ({
    value: undefined,
    findings: [notJson(text, error, at, offset, comments)],
    positionOf: () => undefined,
  });
  try {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
    const [first] = errors;
    if (first) return refuse(printParseErrorCode(first.error), first.offset);
    if (!root) return refuse('ValueExpected', 0);
    const findings: LocatedFinding[] = [];
    return {
      value: jsonValue(root, (key) => findings.push(duplicateKey(key, at))),
      findings,
      positionOf: (path) => at(nodeAt(root, path).offset),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse('TooDeep', 0);
  }
}

/**
 * The value of a tree. `__proto__` becomes a key like any other, so that the check of the config finds and refuses it;
 * the parser's own `getNodeValue` would set the prototype by it, unseen.
 */
function jsonValue(node: Node, onDuplicate: (key: Node) => void, depth = 0): unknown {
  // A config is eight deep. Whoever nests thousands wants the stack to end, here or where a finding is printed.
  if (depth > MOST_DEPTH) throw new RangeError('nested too deeply');
  if (node.type === 'array') return (node.children ?? []).map((child) => jsonValue(child, onDuplicate, depth + 1));
  if (node.type !== 'object') return node.value;
  const seen = new Set<string>();
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
      if (!key || !value) return [];
      if (seen.has(key.value)) onDuplicate(key);
      seen.add(key.value);
      return [[key.value, jsonValue(value, onDuplicate, depth + 1)]];
    }),
  );
}

function duplicateKey(key: Node, at: (offset: number) => Position): LocatedFinding {
  return {
    severity: 'error',
    code: 'duplicate-key',
    path: key.value,
    ...at(key.offset),
    received: key.value,
    fix: 'it stands in this object twice, and the first one would be lost: keep one of them',
  };
}

/** By the parser's names: its numbers are a `const enum`, which a file by itself cannot read. */
const FIXES: Readonly<Record<string, string>> = {
  TooDeep: 'the brackets are inside each other too deeply',
  InvalidCommentToken: 'comments and trailing commas belong in a .jsonc file: rename it',
  CommaExpected: 'a comma is missing before this place',
  ColonExpected: 'a colon is missing between key and value',
  PropertyNameExpected: 'a key in double quotes is expected here (no comma before a closing bracket)',
  ValueExpected: 'a value is expected here (no comma before a closing bracket)',
  CloseBraceExpected: 'a } is missing',
  CloseBracketExpected: 'a ] is missing',
  EndOfFileExpected: 'the JSON ends before this place: remove what follows',
  UnexpectedEndOfString: 'a closing double quote is missing',
  UnexpectedEndOfComment: 'a closing */ is missing',
};

function notJson(
  text: string,
  error: string,
  at: (offset: number) => Position,
  offset: number,
  comments: boolean,
): LocatedFinding {
  const trailing = !comments && /^\s*[}\]]/.test(text.slice(offset)) && /,\s*$/.test(text.slice(0, offset));
  return {
    severity: 'error',
    code: 'config-not-json',
    path: '',
    ...at(offset),
    received: text.slice(offset, offset + 40),
    fix: trailing
      ? 'remove the comma before this bracket, or name the file .jsonc'
      : (FIXES[error] ?? `this is not JSON here (${error})`),
  };
}
