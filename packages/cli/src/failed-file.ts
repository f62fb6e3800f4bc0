import { NorenError } from '@noren/model';
import type { FileFindings } from './located-finding.ts';

/**
 * What kept a command from its work, as a finding of the file that it is about: for `--json`, whose reader has no other place to look.
 * @throws what is no {@link NorenError}
 */
export function failedFile(error: unknown): FileFindings {
  if (!(error instanceof NorenError)) throw error;
  const { code, path = '', received, fix = '' } = error;
  const finding = { severity: 'error', code, path: '', ...(received === undefined ? {} : { received }), fix } as const;
  return { file: path, findings: [finding] };
}
