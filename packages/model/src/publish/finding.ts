/** One thing that is wrong with a config, or that its publisher should know. */
export interface Finding {
  /** An error refuses the config; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case. */
  readonly code: string;
  /** Where, e.g. `purposes[2].requires[0]`. */
  readonly path: string;
  /** The received value, as it was received. */
  readonly received?: unknown;
  /** What would be right. */
  readonly fix: string;
  /** The rule behind it: a law, a guideline. */
  readonly source?: string;
}

/** What refuses a config. */
export function error(code: string, path: string, received: unknown, fix: string, source?: string): Finding {
  return { severity: 'error', code, path, received, fix, ...(source ? { source } : {}) };
}

/** What its publisher should know. */
export function warning(code: string, path: string, received: unknown, fix: string, source?: string): Finding {
  return { severity: 'warning', code, path, received, fix, ...(source ? { source } : {}) };
}

/** A path as people write it: `['purposes', 2, 'id']` → `purposes[2].id`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : /^[A-Za-z_$][\w$-]*$/.test(String(key))
          ? text
            ? `${text}.${String(key)}`
            : String(key)
          : `${text}[${JSON.stringify(String(key))}]`,
    '',
  );
}

/** The value at a path, `undefined` where there is none. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  );
}
