import type { Finding } from './finding.ts';

/** What a config does to what was published under a label. */
export function historyFinding(
  severity: Finding['severity'],
  code: string,
  path: string,
  received: unknown,
  fix: string,
): Finding {
  return {
    severity,
    code,
    path,
    received,
    fix,
    source: 'dated history of the register: a published edition never changes',
  };
}
