import { NorenError } from '@noren/model';
import { tsPlugin } from '@sveltejs/acorn-typescript';
import { type Expression, type Node, Parser, parseExpressionAt } from 'acorn';
import { lineIndex } from '../../line-index.ts';
import { type Budget, type LeftOut, readLiterals } from './read-literals.ts';

/** Tools whose config can be read. */
export type ReadTool = 'vanilla-cookieconsent' | 'klaro';

/** Another tool's config as plain values, with what could not be read of it. */
export interface OtherConfig {
  readonly tool: ReadTool;
  readonly config: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly LeftOut[];
  /** Where each key stands: path → offset. */
  readonly places: ReadonlyMap<string, number>;
  /** Offsets as line and column. */
  readonly positionOf: ReturnType<typeof lineIndex>;
}

const LARGEST = 1_000_000;
/** As much as a file of that size has, each of it once. */
const MOST_READ = 1_000_000;

/**
 * Finds the config in a file, JavaScript, TypeScript or JSON, and reads it without running anything.
 * @param file as it was named, for messages
 * @throws {NorenError} `not-a-script` with the place where the file is wrong, `no-other-config`
 */
export function readOtherConfig(text: string, file: string): OtherConfig {
  const positionOf = lineIndex(text);
  if (text.length > LARGEST)
    throw new NorenError({ code: 'not-a-script', path: file, fix: 'the file that holds the config alone' });
  const refuse = (error: unknown): NorenError => {
    const { pos = 0, message = '' } = error as { pos?: number; message?: string };
    const { line, column } = positionOf(Math.min(pos, text.length));
    const what = error instanceof SyntaxError ? message.replace(/ \(\d+:\d+\)$/, '') : 'it is nested too deep';
    return new NorenError({
      code: 'not-a-script',
      path: `${file}:${line}:${column}`,
      fix: `correct it, or put the config into a file of its own: ${what}`,
    });
  };
  let root: Node;
  try {
    root = /^\s*\{/.test(text) ? wholeExpression(text) : program(text);
  } catch (error) {
    throw refuse(error);
  }
  const constants = constantsIn(root);
  const candidates = candidatesIn(root);
  const budget: Budget = { left: MOST_READ };
  for (const candidate of candidates) {
    if (budget.left <= 0) break;
    const leftOut: LeftOut[] = [];
    const places = new Map<string, number>();
    const value = readLiterals(candidate, constants, leftOut, places, budget);
    const tool = toolOf(value);
    if (tool) return { tool, config: value as Record<string, unknown>, leftOut, places, positionOf };
  }
  throw new NorenError({
    code: 'no-other-config',
    path: file,
    fix: 'a file with CookieConsent.run({ categories: … }), with klaroConfig = { services: [ … ] }, or with one of the two as export default or JSON',
  });
}

/** Reads TypeScript, too: Node's own way to drop types is one that may change, and tells no place. */
const TypeScript = Parser.extend(tsPlugin());

/** A whole file, as whatever it may be: of what is wrong with it, what stands furthest down is told. */
function program(text: string): Node {
  let furthest: { pos: number } | undefined;
  for (const [parser, sourceType] of [
    [Parser, 'module'],
    [Parser, 'script'],
    [TypeScript, 'module'],
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

/** A file that is one object: JSON, or what stands behind an `=`. */
function wholeExpression(text: string): Node {
  const expression = parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
  const rest = text.slice(expression.end).search(/[^\s;]/);
  if (rest >= 0) throw Object.assign(new SyntaxError('nothing may follow the object'), { pos: expression.end + rest });
  return expression;
}

function* nodesIn(node: Node): Generator<Node> {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    const children = Object.values(next).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]));
    // The last of them is looked at first, so that they come in the order of the file.
    for (const child of children.reverse()) if (isNode(child)) waiting.push(child);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

type Any = Node & Record<string, unknown>;

/** Names that are given a value once, by `const`. */
function constantsIn(root: Node): Map<string, Expression> {
  const constants = new Map<string, Expression>();
  const twice = new Set<string>();
  for (const node of nodesIn(root)) {
    if (node.type !== 'VariableDeclaration') continue;
    const { kind, declarations } = node as unknown as { kind: string; declarations: Any[] };
    for (const { id, init } of declarations) {
      const { name } = id as Any as { name?: string };
      if (!name) continue;
      if (constants.has(name)) twice.add(name);
      if (kind === 'const' && init) constants.set(name, init as Expression);
    }
  }
  for (const name of twice) constants.delete(name);
  return constants;
}

/** Expressions that may be the config, the likeliest first. */
function candidatesIn(root: Node): Expression[] {
  const likely: Expression[] = [];
  const other: Expression[] = [];
  const expressions = root.type === 'Program' ? [] : [root as Expression];
  for (const node of nodesIn(root)) {
    const any = node as unknown as Record<string, Any>;
    if (node.type === 'CallExpression') {
      const { callee, arguments: given } = node as unknown as { callee: Any; arguments: Expression[] };
      const name = (callee.property as Any | undefined)?.name ?? callee.name;
      if (given[0] && /^(run|setup|render|getManager)$/.test(String(name))) likely.push(given[0]);
    } else if (node.type === 'AssignmentExpression') {
      const { left, right } = any as unknown as { left: Any; right: Expression };
      const name = (left.property as Any | undefined)?.name ?? left.name;
      (/^(klaroConfig|exports)$/.test(String(name)) ? likely : other).push(right);
    } else if (node.type === 'VariableDeclarator') {
      const { id, init } = any as unknown as { id: Any; init: Expression | null };
      if (init) (id.name === 'klaroConfig' ? likely : other).push(init);
    } else if (node.type === 'ExportDefaultDeclaration') {
      likely.push((any as unknown as { declaration: Expression }).declaration);
    }
  }
  return [...expressions, ...likely, ...other];
}

function toolOf(value: unknown): ReadTool | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { categories, services } = value as Record<string, unknown>;
  if (Array.isArray(services)) return 'klaro';
  return typeof categories === 'object' && categories !== null && !Array.isArray(categories)
    ? 'vanilla-cookieconsent'
    : undefined;
}
