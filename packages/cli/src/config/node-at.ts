import { findNodeAtLocation, type JSONPath, type Node } from 'jsonc-parser';

/**
 * The node that a finding's path (`services[2].name.ja`) leads to: the key where it is one of an object, so that the
 * place is the line that people look for. Where the path leads nowhere (a missing key, a text of the catalogue's), the
 * nearest node around it.
 */
export function nodeAt(root: Node, path: string): Node {
  const keys = keysOf(path);
  for (let length = keys.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, keys.slice(0, length));
    if (node) return node.parent?.type === 'property' ? node.parent : node;
  }
  return root;
}

/** The keys of a path as `pathText` of the model writes it. */
function keysOf(path: string): JSONPath {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain ?? '') : JSON.parse(`"${quoted}"`);
  });
}
