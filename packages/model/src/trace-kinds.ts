/**
 * What a service can leave in a browser, as keys of a row in the register: cookies, keys of web storage, IndexedDB databases,
 * caches of Cache Storage, service workers.
 */
export const TRACE_KINDS = ['cookies', 'storage', 'databases', 'caches', 'workers'] as const;

export type TraceKind = (typeof TRACE_KINDS)[number];

/** What a row names of each kind; a kind that it does not name may be absent. */
export type Traces = { readonly [Kind in TraceKind]?: readonly { readonly name: string }[] | undefined };

/** Every name and pattern of some kinds in rows, in their order. */
export function traceNames(rows: readonly Traces[], kinds: readonly TraceKind[] = TRACE_KINDS): string[] {
  return rows.flatMap((row) => kinds.flatMap((kind) => row[kind] ?? [])).map(({ name }) => name);
}
