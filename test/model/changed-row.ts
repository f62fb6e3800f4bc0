import { checkConfig, type Finding } from '@noren/model/publish';
import type { Service, SiteConfig } from '@noren/model/schema';
import { siteConfig } from '../fixtures/site-config.ts';

export const [first] = siteConfig.services as [Service];

/** What the lint says of a register whose first row is changed. */
export function find(row: Partial<Service>, changes: Partial<SiteConfig> = {}): readonly Finding[] {
  return checkConfig({ ...siteConfig, services: [{ ...first, ...row }], ...changes }).findings;
}

export const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
