/** What was said by `gtag('consent', …)`: its kind and values; nothing where an entry of `dataLayer` is anything else. */
export function consentEntry(entry: unknown): readonly [kind: unknown, values: unknown] | undefined {
  const [command, kind, values] = Array.from((entry ?? []) as ArrayLike<unknown>);
  return command === 'consent' ? [kind, values] : undefined;
}

/** The page's `dataLayer`, empty where it has none. */
export function dataLayer(): readonly unknown[] {
  const { dataLayer: layer } = window as { dataLayer?: unknown };
  return Array.isArray(layer) ? layer : [];
}
