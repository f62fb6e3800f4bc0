import { personalUrlSettings } from '../personal-url.ts';
import type { SiteConfig } from '../schema/index.ts';
import type { Finding } from './finding.ts';

/**
 * What personalised links need of the purposes: recognising and linking are two separate yeses (R1.2), each asked for, and
 * linking is nothing without the first.
 */
export function checkPersonalUrls({ personalUrls, purposes, api }: SiteConfig): Finding[] {
  if (!personalUrls) return [];
  const { identification, linking, opens } = personalUrlSettings(personalUrls);
  const known = purposes.map(({ id }) => id);
  const find = (id: string) => purposes.find((purpose) => purpose.id === id);
  const error = (code: string, path: string, received: unknown, fix: string): Finding => ({
    severity: 'error',
    code,
    path: `personalUrls${path && `.${path}`}`,
    received,
    fix,
    source: 'docs/personal-urls.md',
  });
  const roles = Object.entries({ identification, linking, ...(opens === undefined ? {} : { opens }) });
  const findings = roles.flatMap(([role, id]) => {
    const mode = find(id)?.mode;
    if (mode === undefined) return [error('unknown-purpose', role, id, `one of ${known.join(', ')}`)];
    return mode === 'opt-in'
      ? []
      : [
          error(
            'personal-url-without-yes',
            role,
            id,
            `give the purpose "${id}" the mode "opt-in": nobody is recognised before a yes`,
          ),
        ];
  });
  if (new Set(roles.map(([, id]) => id)).size < roles.length)
    findings.push(error('one-purpose-for-two', '', Object.fromEntries(roles), 'a purpose of its own for each'));
  else if (find(linking) && !find(linking)?.requires?.includes(identification))
    findings.push(
      error('linking-without-identification', 'linking', linking, `let "${linking}" require "${identification}"`),
    );
  if (!api)
    findings.push(error('personal-urls-without-api', '', api, 'name the consent API in "api": it redeems the links'));
  return findings;
}
