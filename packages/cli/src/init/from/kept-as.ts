import type { Conversion } from './draft-site.ts';

/** On which domain it is kept. */
export function keptOn({ taken }: Conversion, path: string, value: unknown): { cookie?: { domain: string } } {
  const domain = typeof value === 'string' ? value.replace(/^\./, '') : '';
  if (!domain) return {};
  taken(path, `cookie.domain ${domain}`);
  return { cookie: { domain } };
}

/** For how long a decision holds, in days: 400 at most. */
export function keptDays({ taken, left }: Conversion, path: string, days: unknown): { validityDays?: number } {
  if (typeof days !== 'number') return {};
  if (!(days >= 1)) {
    left(path, 'at least one day is wanted');
    return {};
  }
  const validityDays = Math.min(400, Math.floor(days));
  taken(path, `validityDays ${validityDays}`);
  return { validityDays };
}
