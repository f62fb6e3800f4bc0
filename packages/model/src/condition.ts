/** A condition over purposes: an id, or `and`, `or`, `not` of conditions. */
export type Condition =
  | string
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition };

/** Whether a condition holds. An empty `and` holds, an empty `or` does not; anything else unknown does not. */
export function holds(condition: Condition, open: (purpose: string) => boolean): boolean {
  if (typeof condition === 'string') return open(condition);
  if ('and' in condition) return condition.and.every((part) => holds(part, open));
  if ('or' in condition) return condition.or.some((part) => holds(part, open));
  return 'not' in condition && !holds(condition.not, open);
}
