/** What an integrator gets when a config, a call or a page is wrong. */
export interface NorenErrorDetail {
  /** Stable, kebab-case; the documentation is ordered by it. */
  readonly code: string;
  /** Where: a path in the config (`purposes[2].requires[0]`), an attribute or the name of a call. */
  readonly path?: string;
  /** What was received, as it was received. */
  readonly received?: unknown;
  /** What would be right, in one sentence. */
  readonly fix?: string;
}

/** An integrator's mistake. Platform failures are never thrown into the host page; mistakes are, with a code. */
export class NorenError extends Error implements NorenErrorDetail {
  readonly code: string;
  declare readonly path?: string;
  declare readonly received?: unknown;
  declare readonly fix?: string;

  constructor({ code, path, received, fix }: NorenErrorDetail) {
    super(`noren: ${code}${path ? ` at ${path}` : ''}${fix ? ` – ${fix}` : ''}`);
    this.name = 'NorenError';
    this.code = code;
    if (path !== undefined) this.path = path;
    if (received !== undefined) this.received = received;
    if (fix !== undefined) this.fix = fix;
  }
}
