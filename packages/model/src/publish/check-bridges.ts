import { BRIDGE_PURPOSES, TCF_PURPOSES, USNAT_PURPOSES } from '../bridge-purposes.ts';
import type { SiteConfig } from '../schema/index.ts';
import { error, type Finding, pathText, warning } from './finding.ts';

/** A default that a region has may grant what runs before a choice, and nothing that waits for a yes; a region has one. */
export function checkConsentMode({ bridges, consentMode, purposes }: SiteConfig): Finding[] {
  const hasTypes = purposes.some(({ consentMode: types }) => types?.length);
  const asked = purposes.filter(({ mode }) => mode === 'opt-in').flatMap(({ consentMode: types = [] }) => types);
  const granted = purposes.flatMap(({ consentMode: types = [] }) => types);
  const found = (consentMode?.regions ?? []).flatMap((row, at) =>
    row.granted.flatMap((type, index) => {
      const path = `consentMode.regions[${at}].granted[${index}]`;
      if (asked.includes(type))
        return [
          error(
            'granted-before-choice',
            path,
            type,
            'leave it out: its purpose is opt-in, and nobody has said yes yet',
          ),
        ];
      return granted.includes(type)
        ? []
        : [
            error(
              'granted-before-choice',
              path,
              type,
              'leave it out, or name it in "consentMode" of the purpose that grants it',
            ),
          ];
    }),
  );
  const all = (consentMode?.regions ?? []).flatMap(({ regions }, at) =>
    regions.map((region, index) => ({ region, at, index })),
  );
  for (const [position, { region, at, index }] of all.entries())
    if (all.findIndex((other) => other.region === region) < position)
      found.push(
        error(
          'duplicate-region',
          `consentMode.regions[${at}].regions[${index}]`,
          region,
          'name each region once: of two defaults for one region Google takes the last',
        ),
      );
  if (!hasTypes && (consentMode || bridges?.google))
    found.push(
      error(
        'consent-mode-without-types',
        consentMode ? 'consentMode' : 'bridges.google',
        consentMode ?? bridges?.google,
        'name Google’s types in "consentMode" of the purposes that grant them: without one nothing is said',
      ),
    );
  return found;
}

/** Bridges that wait for a purpose which the site does not have: they would say no for ever. */
export function checkBridges({ bridges = {}, purposes, services }: SiteConfig): Finding[] {
  const known = purposes.map(({ id }) => id);
  const found: Finding[] = [];
  const check = (path: readonly PropertyKey[], purpose: string | undefined): void => {
    if (purpose !== undefined && !known.includes(purpose))
      found.push(error('unknown-purpose', pathText(['bridges', ...path]), purpose, `one of ${known.join(', ')}`));
  };
  const checkAll = (path: readonly PropertyKey[], named: Readonly<Record<string, string | undefined>>): void => {
    for (const [key, purpose] of Object.entries(named)) check([...path, key], purpose);
  };
  const checkService = (path: readonly PropertyKey[], service: string | undefined): void => {
    if (service !== undefined && !services.some(({ id }) => id === service))
      found.push(
        error(
          'unknown-service',
          pathText(['bridges', ...path, 'service']),
          service,
          `one of ${services.map(({ id }) => id).join(', ')}`,
        ),
      );
  };
  // The IAB's APIs tell of a visitor's choice.
  const checkChoice = (path: readonly PropertyKey[], purpose: string | undefined): void => {
    check(path, purpose);
    if (purposes.some(({ id, mode }) => id === purpose && mode === 'always'))
      found.push(
        error(
          'not-a-choice',
          pathText(['bridges', ...path]),
          purpose,
          'a purpose that a visitor can refuse: what nobody can refuse is told as no choice',
        ),
      );
  };
  const { tcf, gpp, ...others } = bridges;
  if (tcf) {
    for (const [id, purpose] of Object.entries({ ...TCF_PURPOSES, ...tcf.purposes }))
      checkChoice(['tcf', 'purposes', id], purpose);
    for (const [at, { purpose, service }] of (tcf.vendors ?? []).entries()) {
      checkChoice(['tcf', 'vendors', at, 'purpose'], purpose);
      checkService(['tcf', 'vendors', at], service);
    }
    if (tcf.cmpId && !tcf.vendorListVersion)
      found.push(
        error(
          'no-vendor-list',
          'bridges.tcf.vendorListVersion',
          undefined,
          'the version of the list that the site shows',
        ),
      );
  }
  if (gpp?.usnat)
    for (const [what, purpose] of Object.entries({ ...USNAT_PURPOSES, ...gpp.usnat.purposes }))
      checkChoice(['gpp', 'usnat', 'purposes', what], purpose);
  for (const [name, api] of Object.entries({ tcf, gpp }))
    if (api && !api.cmpId)
      found.push(
        warning(
          'cmp-not-registered',
          `bridges.${name}`,
          api,
          'name the id that the IAB has assigned in "cmpId": without one the API says that it is in error, and tells no choice',
        ),
      );
  for (const [name, settings] of Object.entries(others)) {
    if (Array.isArray(settings)) {
      for (const [at, { purpose, service }] of settings.entries()) {
        check([name, at, 'purpose'], purpose);
        checkService([name, at], service);
      }
      continue;
    }
    const defaults = BRIDGE_PURPOSES[name as keyof typeof BRIDGE_PURPOSES] as string | object | undefined;
    const {
      purpose,
      purposes: own,
      service,
    } = settings as { purpose?: string; purposes?: Record<string, string>; service?: string };
    checkService([name], service);
    if (typeof defaults === 'object') checkAll([name, 'purposes'], { ...defaults, ...own });
    else check([name, 'purpose'], purpose ?? defaults);
  }
  return found;
}
