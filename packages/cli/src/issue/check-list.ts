import { printable, shortened } from '../printable.ts';
import type { Output } from '../surroundings.ts';
import { hasEscapedToken, warnOfEscapedToken } from './escaped-token.ts';
import { type List, readList } from './read-list.ts';

const FIXES = {
  'member-missing': 'the member column is empty',
  'member-invalid': 'a member id is 1 to 128 visible ASCII characters, without a space',
  'landing-invalid': 'an absolute https URL of at most 2,000 characters',
} as const;
/** Problems that are told one by one. */
const TOLD = 20;

/**
 * Reads a list once before anything is asked for, and tells what is wrong with single lines. They are no reason to keep
 * the others waiting: they get no link.
 * @returns the header, as it was
 * @throws {NorenError} where the list as a whole cannot be read, see {@link readList}
 */
export async function checkList(list: List, output: Output): Promise<readonly string[]> {
  let header: readonly string[] = [];
  let problems = 0;
  let escaped = 0;
  let firstEscaped: { readonly at: number; readonly url: string } | undefined;
  await readList(list, {
    header: (cells) => {
      header = cells;
    },
    line: ({ at, member, url, problem }) => {
      if (hasEscapedToken(url)) {
        escaped += 1;
        firstEscaped ??= { at, url };
      }
      if (!problem) return;
      problems += 1;
      if (problems > TOLD) return;
      const received =
        problem === 'member-missing' ? '' : ` "${shortened(problem === 'landing-invalid' ? url : member)}"`;
      output.write(`${printable(`${list.name} line ${at}: ${problem}${received} – ${FIXES[problem]}`)}\n`);
    },
  });
  if (problems > TOLD) output.write(`… and ${problems - TOLD} more lines: see the column "problem"\n`);
  if (firstEscaped) warnOfEscapedToken(output, `${list.name} line ${firstEscaped.at}`, firstEscaped.url, escaped - 1);
  return header;
}
