import type { Expression, Node } from 'acorn';
import { type AnyNode, nodesIn } from './nodes-in.ts';

/** Names that are given a value by `const`, and stand for nothing else anywhere in the file. */
export function constantsIn(root: Node): Map<string, Expression> {
  const constants = new Map<string, Expression>();
  const bound = new Map<string, number>();
  const bind = (pattern: AnyNode): void => {
    for (const name of namesIn(pattern)) bound.set(name, (bound.get(name) ?? 0) + 1);
  };
  for (const node of nodesIn(root)) {
    if (node.type === 'VariableDeclaration') {
      const { kind, declarations } = node as unknown as { kind: string; declarations: AnyNode[] };
      for (const { id, init } of declarations as unknown as { id: AnyNode; init: Expression | null }[]) {
        bind(id);
        if (kind === 'const' && init && typeof id.name === 'string') constants.set(id.name, init);
      }
    } else if (Array.isArray(node.params)) node.params.forEach(bind);
    else if (node.type === 'CatchClause' && node.param) bind(node.param as AnyNode);
  }
  for (const [name, times] of bound) if (times > 1) constants.delete(name);
  return constants;
}

/** The names that a pattern gives values to. */
function namesIn(pattern: AnyNode | null): string[] {
  if (!pattern) return [];
  const {
    type,
    name,
    properties = [],
    elements = [],
    left,
    argument,
    parameter,
    value,
  } = pattern as unknown as {
    type: string;
    name?: string;
    properties?: AnyNode[];
    elements?: (AnyNode | null)[];
  } & Record<'left' | 'argument' | 'parameter' | 'value', AnyNode>;
  if (type === 'Identifier') return name === undefined ? [] : [name];
  if (type === 'ObjectPattern') return properties.flatMap(namesIn);
  if (type === 'ArrayPattern') return elements.flatMap(namesIn);
  if (type === 'Property') return namesIn(value);
  if (type === 'AssignmentPattern') return namesIn(left);
  if (type === 'RestElement') return namesIn(argument);
  return type === 'TSParameterProperty' ? namesIn(parameter) : [];
}
