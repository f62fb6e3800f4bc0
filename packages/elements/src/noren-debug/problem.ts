/** What the inspector may find, the gravest first: its place in this list is its place on the panel. */
export const PROBLEMS = [
  'ran-before',
  'ran-unasked',
  'second-manager',
  'strict-async',
  'other-site',
  'loaded-twice',
  'update-first',
  'early-command',
  'default-twice',
  'google-early',
  'missing-nonce',
  'unknown-purpose',
  'not-run',
  'undeclared',
  'error',
] as const;

export type ProblemCode = (typeof PROBLEMS)[number];

/** Something on the page that is not as it should be. */
export interface Problem {
  readonly code: ProblemCode;
  /** What it is about: hosts with their rows, addresses, names of tools, codes. Never a value of a cookie, never a query. */
  readonly about: readonly string[];
}
