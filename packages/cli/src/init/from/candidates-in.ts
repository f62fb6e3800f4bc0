import type { Expression, Node } from 'acorn';
import { type AnyNode, nodesIn } from './nodes-in.ts';

/** What one of the configs has at its top, in whatever it is wrapped. */
const TOP = /^(categories|services|apps|languages)$/;

/** Expressions that may be the config, the likeliest first, each with the name that the file has for it, if any. */
export function candidatesIn(root: Node): Map<Expression, string | undefined> {
  const likely = new Map<Expression, string | undefined>();
  const other = new Map<Expression, string | undefined>();
  const last = new Map<Expression, string | undefined>();
  if (root.type !== 'Program') likely.set(root as Expression, undefined);
  for (const node of nodesIn(root)) {
    const {
      callee,
      arguments: given,
      left,
      right,
      id,
      init,
      declaration,
      expression,
    } = node as unknown as Record<'callee' | 'left' | 'id', AnyNode> &
      Record<'right' | 'init' | 'declaration' | 'expression', Expression> & { arguments: Expression[] };
    if (node.type === 'CallExpression') {
      if (given[0] && /^(run|setup|render|getManager)$/.test(nameOf(callee))) likely.set(given[0], undefined);
    } else if (node.type === 'AssignmentExpression') {
      const name = nameOf(left);
      (/^(klaroConfig|exports)$/.test(name) ? likely : other).set(right, name);
    } else if (node.type === 'VariableDeclarator') {
      if (init) (id.name === 'klaroConfig' ? likely : other).set(init, nameOf(id));
    } else if (node.type === 'ExportDefaultDeclaration') likely.set(declaration, undefined);
    else if (node.type === 'TSExportAssignment') likely.set(expression, undefined);
    else if (node.type === 'ObjectExpression' && hasTop(node)) last.set(node as unknown as Expression, undefined);
  }
  const all = new Map(likely);
  for (const [one, name] of [...other, ...last]) if (!all.has(one)) all.set(one, name);
  return all;
}

const hasTop = (node: AnyNode): boolean =>
  (node.properties as { key?: AnyNode }[]).some(({ key }) => key && TOP.test(String(key.name ?? key.value)));

function nameOf({ property, name }: AnyNode): string {
  return String((property as AnyNode | undefined)?.name ?? name);
}
