import { catalogueRow } from '../catalogue/index.ts';
import { type Finding, pathText } from './finding.ts';

/** A config whose rows are whole, and what stood in the way. */
export interface Completed {
  readonly input: unknown;
  readonly findings: readonly Finding[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Completes the rows that name a provider of the catalogue: what the row says itself stands, the rest is the
 * catalogue's. Nothing else is touched, and nothing is checked: whatever a config is, it comes back as one. Never throws.
 */
export function withCatalogue(input: unknown): Completed {
  if (!isObject(input) || !Array.isArray(input.services)) return { input, findings: [] };
  const findings: Finding[] = [];
  const services = input.services.map((row: unknown, index) => {
    if (!isObject(row) || typeof row.provider !== 'string') return row;
    try {
      return { ...catalogueRow(row.provider), ...row };
    } catch {
      findings.push({
        severity: 'error',
        code: 'unknown-provider',
        path: pathText(['services', index, 'provider']),
        received: row.provider,
        fix: 'an id of the catalogue (noren providers lists them); for any other recipient leave "provider" out and say everything in the row',
      });
      return row;
    }
  });
  return { input: { ...input, services }, findings };
}
