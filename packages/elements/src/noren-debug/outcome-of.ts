import type { Outcome, Recording } from '@noren/core/debug';

// What is forbidden is told as not loaded, too.
const OUTCOMES: readonly Outcome[] = ['blocked', 'failed', 'threw'];

/** How what was released has ended, where that is otherwise than it should; a template ends as badly as anything in it. */
export function outcomeOf({ failed }: Recording, nodes: readonly Node[]): Outcome | undefined {
  const all = nodes.flatMap((node) => (node instanceof Element ? [node, ...node.querySelectorAll('[src]')] : []));
  // What a policy forbids, and what throws later on, is named by its address alone.
  const isMeant = (node: EventTarget | null, address: string): boolean =>
    all.some((one) => one === node || (address !== '' && (one as Partial<HTMLScriptElement>).src === address));
  const found = failed.filter(({ node, address }) => isMeant(node, address)).map(({ how }) => how);
  return OUTCOMES.find((outcome) => found.includes(outcome));
}
