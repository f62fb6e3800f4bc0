import type { Expression, Node, Pattern, Property, SpreadElement, Super } from 'acorn';

/** What was left out of a config, and where it stands (an offset). */
export interface LeftOut {
  readonly path: string;
  readonly at: number;
  readonly why: string;
}

/** A regular expression as it is written; nobody runs it. */
export class RegexText {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** What reading an expression gives where it cannot be read without running it. */
const UNREAD = Symbol('unread');

type Readable = Expression | Pattern | SpreadElement | Super | Node | null;

/** Nobody nests that deep; whoever does wants the stack to end. */
const DEEPEST = 60;
/** Constants within constants multiply. */
const MOST = 100_000;

/** How much may be read of one file, whatever in it may be the config: one constant may be named again and again. */
export interface Budget {
  left: number;
}

/** What is read with, and what becomes known by it. */
export interface Reading {
  readonly constants: ReadonlyMap<string, Expression>;
  /** Taken from; what is beyond it is left out as well. */
  readonly budget: Budget;
  readonly leftOut: LeftOut[];
  /** Where each key stands. */
  readonly places: Map<string, number>;
  /** Names of the constants that were read. */
  readonly used: Set<string>;
}

/**
 * The plain value of an expression, without running anything: literals, texts put together of such, objects and lists of them,
 * and constants of the same file that are such. Whatever else there is, is told and left out.
 * @returns lists keep their indexes: where something could not be read there is a hole
 */
export function readLiterals(root: Expression, { constants, budget, leftOut, places, used }: Reading): unknown {
  const opened = new Set<string>();
  const told = new Set<number>();
  const most = Math.min(MOST, budget.left);
  let count = 0;

  function skip(node: Node, path: string, why: string): typeof UNREAD {
    // A constant that is named often is told once.
    if (!told.has(node.start)) leftOut.push({ path, at: node.start, why });
    told.add(node.start);
    return UNREAD;
  }

  function read(node: Readable, path: string, depth: number): unknown {
    if (!node) return UNREAD;
    count += 1;
    budget.left -= 1;
    // Told once: each of what is left out would be told anew.
    if (count > most) return count === most + 1 ? skip(node, path, 'there is too much of it') : UNREAD;
    if (depth > DEEPEST) return skip(node, path, 'it is nested too deep');
    switch (node.type) {
      case 'Literal': {
        const { value, regex } = node as Expression & { value: unknown; regex?: { pattern: string } };
        return regex
          ? new RegexText(regex.pattern)
          : typeof value === 'bigint'
            ? skip(node, path, 'a large number')
            : value;
      }
      case 'TemplateLiteral': {
        const { quasis, expressions } = node as Extract<Expression, { type: 'TemplateLiteral' }>;
        const texts = quasis.map(({ value }) => value.cooked ?? '');
        return joined(
          node,
          texts.flatMap((text, index) => [text, ...expressions.slice(index, index + 1)]),
          path,
          depth,
        );
      }
      case 'BinaryExpression': {
        const parts = sumOf(node as Extract<Expression, { type: 'BinaryExpression' }>);
        return parts ? joined(node, parts, path, depth) : skip(node, path, 'it is worked out when the page runs');
      }
      case 'UnaryExpression': {
        const { operator, argument } = node as Extract<Expression, { type: 'UnaryExpression' }>;
        if (argument.type !== 'Literal') return skip(node, path, 'it is worked out when the page runs');
        if (operator === '!') return !argument.value;
        if (operator === '-' && typeof argument.value === 'number') return -argument.value;
        return operator === 'void' ? undefined : skip(node, path, 'it is worked out when the page runs');
      }
      case 'ArrayExpression': {
        const { elements } = node as Extract<Expression, { type: 'ArrayExpression' }>;
        const list: unknown[] = [];
        for (const [index, element] of elements.entries()) {
          const inner = `${path}[${index}]`;
          if (element) places.set(inner, element.start);
          const found = read(element, inner, depth + 1);
          if (found !== UNREAD) list[index] = found;
        }
        return list;
      }
      case 'ObjectExpression': {
        const { properties } = node as Extract<Expression, { type: 'ObjectExpression' }>;
        const entries = properties.flatMap((property) => entry(property, path, depth));
        // With a null prototype no key reaches into anything.
        return Object.assign(Object.create(null), Object.fromEntries(entries));
      }
      case 'Identifier': {
        const { name } = node as Node & { name: string };
        const constant = constants.get(name);
        if (name === 'undefined') return undefined;
        if (!constant || opened.has(name)) return skip(node, path, `"${name}" is known only when the page runs`);
        opened.add(name);
        used.add(name);
        const value = read(constant, path, depth + 1);
        opened.delete(name);
        return value;
      }
      // TypeScript: what a value is said to be changes nothing of it.
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
        return read((node as Node & { expression: Expression }).expression, path, depth + 1);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return skip(node, path, 'a function');
      case 'SpreadElement':
        return skip(node, path, 'what is spread into it is known only when the page runs');
      default:
        return skip(node, path, 'it is worked out when the page runs');
    }
  }

  /** A text of several, where at least one is a text and the others are texts or numbers. */
  function joined(node: Node, parts: readonly (string | Expression)[], path: string, depth: number): unknown {
    const values = parts.map((part) => (typeof part === 'string' ? part : read(part, path, depth + 1)));
    if (values.includes(UNREAD)) return UNREAD;
    // Texts within texts multiply as well.
    if (values.reduce<number>((sum, one) => sum + String(one).length, 0) > MOST)
      return skip(node, path, 'there is too much of it');
    const isText =
      values.some((one) => typeof one === 'string') && values.every((one) => /^(str|num)/.test(typeof one));
    return isText ? values.join('') : skip(node, path, 'it is worked out when the page runs');
  }

  function entry(property: Property | SpreadElement, path: string, depth: number): [string, unknown][] {
    if (property.type === 'SpreadElement') {
      const { argument } = property;
      const isKnown = argument.type === 'Identifier' && constants.has(argument.name);
      const found = isKnown ? read(argument, path, depth + 1) : undefined;
      // Of a list or a text its parts would be spread, which nobody means.
      if (typeof found === 'object' && found && Object.getPrototypeOf(found) === null) return Object.entries(found);
      skip(property, path, 'what is spread into it is known only when the page runs');
      return [];
    }
    const { key, computed, value, kind, method } = property;
    const name =
      key.type === 'Identifier' && !computed ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
    if (name === undefined || name === '__proto__') {
      skip(property, path, 'its key is known only when the page runs');
      return [];
    }
    const inner = /^[A-Za-z_$][\w$-]*$/.test(name)
      ? `${path && `${path}.`}${name}`
      : `${path}[${JSON.stringify(name)}]`;
    if (method || kind !== 'init') {
      skip(property, inner, 'a function');
      return [];
    }
    places.set(inner, property.start);
    const found = read(value, inner, depth + 1);
    return found === UNREAD ? [] : [[name, found]];
  }

  const value = read(root, '', 0);
  return value === UNREAD ? undefined : value;
}

/** What is added up, in its order; nothing where anything else is done with it. */
function sumOf(node: Extract<Expression, { type: 'BinaryExpression' }>): Expression[] | undefined {
  const parts: Expression[] = [];
  let first: Expression | Node = node;
  // Long texts are long sums, each within the next.
  for (; first.type === 'BinaryExpression'; first = (first as typeof node).left) {
    const { operator, right } = first as typeof node;
    if (operator !== '+') return undefined;
    parts.unshift(right);
  }
  return [first as Expression, ...parts];
}
