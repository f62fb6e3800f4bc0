import { type Decision, type Decisions, UNDECIDED } from '@noren/model';
import { DAY, NOW } from './runtime.ts';

/** A decision of yesterday under the edition in force. */
export function decided(granted: boolean, changes: Partial<Decision> = {}): Decision {
  return { granted, edition: 2, at: NOW - DAY, ...changes };
}

/** Decisions about purposes, everything else as with a visitor who has decided nothing. */
export function decisions(purposes: Record<string, Decision>, changes: Partial<Decisions> = {}): Decisions {
  return { ...UNDECIDED, seen: 2, purposes, ...changes };
}
