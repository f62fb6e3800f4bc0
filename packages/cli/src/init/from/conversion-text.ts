import { printFindings } from '../../print-findings.ts';
import { printable } from '../../printable.ts';
import type { Surroundings } from '../../surroundings.ts';
import { textTable } from '../../text-table.ts';
import { useColour } from '../../use-colour.ts';
import type { Converted } from './convert-config.ts';

/** For people: what was made of another tool's config, and what was not and why. */
export function conversionText(file: string, { tool, taken, left }: Converted, surroundings: Surroundings): string {
  const table = textTable([['TAKEN', 'AS'], ...taken.map(({ path, as }) => [printable(path), printable(as)])]);
  const findings = left.length
    ? `\n${printFindings([{ file, findings: left }], { colour: useColour(surroundings) })}`
    : '';
  return `${printable(file)} is a config of ${tool}.\n\n${table}${findings}\n`;
}
