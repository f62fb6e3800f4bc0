import { styleText } from 'node:util';
import { countFindings, type FileFindings, type LocatedFinding } from './located-finding.ts';
import { printable, shortened } from './printable.ts';

/** A mistake in a template of forty pages need not be read forty times over; `--json` has them all. */
const MOST_OF_A_CODE = 20;

type Format = Parameters<typeof styleText>[0];

/** Findings for people: by file, the worst word first, and a last line that counts. */
export function printFindings(files: readonly FileFindings[], { colour }: { colour: boolean }): string {
  const paint = (format: Format, text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const blocks = files
    .filter(({ findings }) => findings.length > 0)
    .map(({ file, findings }) =>
      [
        paint('bold', printable(file)),
        ...capped(findings).flatMap((found) =>
          typeof found === 'string' ? [`  ${found}`] : findingLines(found, paint),
        ),
        '',
      ].join('\n'),
    );
  return [...blocks, `${summary(files)}\n`].join('\n');
}

function findingLines(found: LocatedFinding, paint: (format: Format, text: string) => string): string[] {
  const { severity, code, path, line, column, received, fix, source } = found;
  const word = severity === 'error' ? paint('red', 'error  ') : /* the same width */ paint('yellow', 'warning');
  const place = [line === undefined ? '' : `${line}:${column}`, path].filter(Boolean).join('  ');
  return [
    `  ${word}  ${code}  ${printable(place)}`,
    ...(received === undefined ? [] : [`           received  ${printable(shortened(received))}`]),
    `           fix       ${printable(fix.replace(/\s+/g, ' '))}`,
    ...(source ? [`           source    ${source}`] : []),
  ];
}

/** The findings, of each code so many, and what was left out. */
function capped(findings: readonly LocatedFinding[]): (LocatedFinding | string)[] {
  const seen = new Map<string, number>();
  const shown = findings.filter(({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= MOST_OF_A_CODE;
  });
  const more = [...seen].filter(([, count]) => count > MOST_OF_A_CODE);
  return [...shown, ...more.map(([code, count]) => `${count - MOST_OF_A_CODE} more of ${code}: see --json`)];
}

function summary(files: readonly FileFindings[]): string {
  const { errors, warnings } = countFindings(files);
  const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  return `${many(errors, 'error')}, ${many(warnings, 'warning')} in ${many(files.length, 'file')}`;
}
