import { catalogueRow, INDUSTRY_PROGRAMMES, industryProgramme, overCatalogue } from '../catalogue/index.ts';
import { droppable, service } from '../schema/index.ts';
import { type Finding, pathText } from './finding.ts';

/** A config whose rows are whole, and what stood in the way. */
export interface Completed {
  readonly input: unknown;
  readonly findings: readonly Finding[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Completes the rows that name a provider of the catalogue: what the row says itself stands, `null` drops what the
 * catalogue says, the rest is the catalogue's. A `null` that drops nothing is found and taken out. Nothing else is
 * touched or checked: whatever a config is, it comes back as one. Never throws.
 */
export function withCatalogue(input: unknown): Completed {
  if (!isObject(input)) return { input, findings: [] };
  const programmes = withProgrammes(input);
  const { input: told, findings: ofRows } = withRows(programmes.input);
  return { input: told, findings: [...programmes.findings, ...ofRows] };
}

function withRows(input: Record<string, unknown>): Completed {
  if (!Array.isArray(input.services)) return { input, findings: [] };
  const findings: Finding[] = [];
  const services = input.services.map((row: unknown, index) => {
    if (!isObject(row)) return row;
    const { said, nulls } = withoutIdleNulls(row, index);
    findings.push(...nulls);
    if (typeof row.provider !== 'string') return said;
    try {
      return overCatalogue(catalogueRow(row.provider), said);
    } catch {
      findings.push({
        severity: 'error',
        code: 'unknown-provider',
        path: pathText(['services', index, 'provider']),
        received: row.provider,
        fix: 'an id of the catalogue (noren providers lists them); for any other recipient leave "provider" out and say everything in the row',
      });
      return said;
    }
  });
  return { input: { ...input, services }, findings };
}

/** Completes the programmes of the industry that are named; what is said over them stands. */
function withProgrammes(input: Record<string, unknown>): { input: Record<string, unknown>; findings: Finding[] } {
  if (!Array.isArray(input.industryOptOuts)) return { input, findings: [] };
  const findings: Finding[] = [];
  const industryOptOuts = input.industryOptOuts.map((programme: unknown, index) => {
    if (!isObject(programme) || typeof programme.provider !== 'string') return programme;
    if (INDUSTRY_PROGRAMMES.includes(programme.provider))
      return { ...industryProgramme(programme.provider), ...programme };
    findings.push({
      severity: 'error',
      code: 'unknown-provider',
      path: pathText(['industryOptOuts', index, 'provider']),
      received: programme.provider,
      fix: `one of ${INDUSTRY_PROGRAMMES.join(', ')}; for any other programme leave "provider" out and say everything here`,
    });
    return programme;
  });
  return { input: { ...input, industryOptOuts }, findings };
}

/** Keys of which `null` says that they are being confirmed. */
const CONFIRMING: readonly string[] = ['recipient', 'country', 'recipientPurpose'];

/** A row without the nulls that mean nothing, each of them told. */
function withoutIdleNulls(
  row: Record<string, unknown>,
  index: number,
): { readonly said: Record<string, unknown>; readonly nulls: readonly Finding[] } {
  const named = typeof row.provider === 'string';
  const drops: readonly string[] = named ? [...CONFIRMING, ...droppable] : CONFIRMING;
  const idle = Object.keys(row).filter((key) => row[key] === null && key in service.shape && !drops.includes(key));
  return {
    said: Object.fromEntries(Object.entries(row).filter(([key]) => !idle.includes(key))),
    nulls: idle.map((key) => ({
      severity: 'error',
      code: 'idle-null',
      path: pathText(['services', index, key]),
      received: null,
      fix: named
        ? `leave "${key}" out, or say it: null drops what a row of the catalogue can do without (${droppable.join(', ')})`
        : `leave "${key}" out: null drops what the catalogue says, and this row names no provider`,
    })),
  };
}
