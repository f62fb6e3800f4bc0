import type { Finding } from '@noren/model/publish';

/** A finding with its place in the file, both counted from 1. */
export interface LocatedFinding extends Finding {
  readonly line?: number;
  readonly column?: number;
}

/** What was found in one file. */
export interface FileFindings {
  /** As it was named on the command line, or below the folder that was. */
  readonly file: string;
  readonly findings: readonly LocatedFinding[];
}

/** How many of each severity. */
export function countFindings(files: readonly FileFindings[]): { readonly errors: number; readonly warnings: number } {
  const all = files.flatMap(({ findings }) => findings);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: all.length - errors };
}
