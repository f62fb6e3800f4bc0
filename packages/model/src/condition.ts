/** A condition over purposes: an id, or `and`, `or`, `not` of conditions. */
export type Condition =
  | string
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition };

/** Whether a condition holds. An empty `and` holds, an empty `or` does not; anything else unknown does not. */
export function holds(condition: Condition, open: (purpose: string) => boolean): boolean {
  if (typeof condition === 'string') return open(condition);
  const { and, or, not } = Object(condition) as { and?: unknown; or?: unknown; not?: Condition };
  if (Array.isArray(and)) return and.every((part) => holds(part, open));
  if (Array.isArray(or)) return or.some((part) => holds(part, open));
  return not !== undefined && !holds(not, open);
}
