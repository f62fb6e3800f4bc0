import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding } from './finding.ts';

/**
 * A first edition that is only announced: everything that a site shows would call it the current one, the tags would run
 * under it, and records would name it before its day.
 */
export function checkInForce({ editions }: SiteConfig, now: Date): Finding[] {
  const [first] = editions;
  if (!first || editions.some(({ effectiveAt }) => new Date(effectiveAt) <= now)) return [];
  return [
    error(
      'no-edition-in-force',
      'editions[0].effectiveAt',
      first.effectiveAt,
      `${now.toISOString().slice(0, 19)}Z or before, for the edition that visitors are to read from its publication on: nothing would be in force. What is to come is an edition after it; or publish on its day`,
      'dated history of the register',
    ),
  ];
}
