import { NorenError } from '@noren/model';
import type { FileFindings } from './located-finding.ts';
import { printable } from './printable.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What kept a command from its work, as a finding of the file that it is about: for `--json`, whose reader looks nowhere else. People
 * read it on stderr, as without.
 * @throws what is no {@link NorenError}
 */
export function failedFile(error: unknown, { stderr }: Pick<Surroundings, 'stderr'>): FileFindings {
  if (!(error instanceof NorenError)) throw error;
  stderr.write(`${printable(error.message)}\n`);
  const { code, path = '', received, fix = '' } = error;
  const finding = { severity: 'error', code, path: '', ...(received === undefined ? {} : { received }), fix } as const;
  return { file: path, findings: [finding] };
}
