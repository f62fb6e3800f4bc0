import type { Service, SiteConfig } from '../schema/index.ts';
import type { Finding } from './finding.ts';

/** One rule of the register's lint: what it finds in a row. */
export type RowRule = (config: SiteConfig, row: Service, path: string) => (Finding | undefined)[];

/** A finding with the source of its rule. */
export const sourcedFinding = (
  severity: Finding['severity'],
  code: string,
  path: string,
  received: unknown,
  fix: string,
  source: string,
): Finding => ({ severity, code, path, received, fix, source });
