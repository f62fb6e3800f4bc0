import type { Outcome, Recording } from '@noren/core/debug';

// What is forbidden is told as not loaded, too.
const OUTCOMES: readonly Outcome[] = ['blocked', 'failed', 'threw'];

/** Tells how what was released has ended, where that is otherwise than it should; a template ends as badly as anything in it. */
export function outcomes({ failed }: Recording): (nodes: readonly Node[]) => Outcome | undefined {
  const known = new Map<unknown, Set<Outcome>>();
  // What a policy forbids, and what throws later on, is named by its address alone.
  for (const { node, address, how } of failed)
    for (const key of [node, address]) if (key) known.set(key, (known.get(key) ?? new Set()).add(how));
  return (nodes) => {
    if (!known.size) return undefined;
    const all = nodes.flatMap((node) => (node instanceof Element ? [node, ...node.querySelectorAll('[src]')] : []));
    const found = all.flatMap((one) => [known.get(one), known.get((one as Partial<HTMLScriptElement>).src)]);
    return OUTCOMES.find((outcome) => found.some((set) => set?.has(outcome)));
  };
}
