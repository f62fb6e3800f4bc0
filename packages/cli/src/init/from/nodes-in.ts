import type { Node } from 'acorn';

/** A node of whatever type, with what is in it. */
export type AnyNode = Node & Record<string, unknown>;

/** All that is in a node, itself first, in the order of the file. */
export function* nodesIn(node: Node): Generator<AnyNode> {
  const waiting = [node as AnyNode];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    const children = Object.values(next).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]));
    // The last of them is looked at first, so that they come in the order of the file.
    for (const child of children.reverse()) if (isNode(child)) waiting.push(child);
  }
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
