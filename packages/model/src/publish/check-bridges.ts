import { BRIDGE_PURPOSES } from '../bridge-purposes.ts';
import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding, pathText } from './finding.ts';

/** Bridges that wait for a purpose which the site does not have: they would say no for ever. */
export function checkBridges({ bridges = {}, purposes }: SiteConfig): Finding[] {
  const known = purposes.map(({ id }) => id);
  const found: Finding[] = [];
  const check = (path: readonly PropertyKey[], purpose: string | undefined): void => {
    if (purpose !== undefined && !known.includes(purpose))
      found.push(error('unknown-purpose', pathText(['bridges', ...path]), purpose, `one of ${known.join(', ')}`));
  };
  for (const [name, settings] of Object.entries(bridges)) {
    if (Array.isArray(settings)) {
      for (const [at, row] of settings.entries()) check([name, at, 'purpose'], row.purpose);
      continue;
    }
    const defaults = BRIDGE_PURPOSES[name as keyof typeof BRIDGE_PURPOSES] as string | object | undefined;
    const { purpose, purposes: own } = settings as { purpose?: string; purposes?: Record<string, string> };
    if (typeof defaults === 'object') {
      for (const [signal, id] of Object.entries({ ...defaults, ...own })) check([name, 'purposes', signal], id);
    } else check([name, 'purpose'], purpose ?? defaults);
  }
  return found;
}
