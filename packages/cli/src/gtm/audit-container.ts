import type { Finding } from '@noren/model/publish';
import type { ContainerVersion } from './container.ts';
import { requiredTypes } from './gate-of-tag.ts';
import type { GatePurpose, Ground } from './ground.ts';
import { firesOn, tagFindings } from './tag-findings.ts';
import { tagReader } from './tag-reader.ts';
import { type Assigned, reportOf, type TagReport } from './tag-report.ts';
import { type Triggers, triggersOf } from './triggers-of.ts';

/** A container that was looked through. */
export interface Audit {
  readonly tags: readonly TagReport[];
  readonly findings: readonly Finding[];
}

/** Says for each tag of a container whether and how it waits, and what is wrong. */
export function auditContainer(version: ContainerVersion, ground: Ground, assigned: Assigned = new Map()): Audit {
  const triggers = triggersOf(version);
  const recognise = tagReader(version, ground);
  const tags = (version.tag ?? []).map((tag, index) =>
    reportOf(tag, `containerVersion.tag[${index}]`, recognise(tag), version, ground, triggers, assigned),
  );
  return {
    tags,
    findings: [...tags.flatMap((one) => tagFindings(one, triggers)), ...wholeFindings(tags, version, ground, triggers)],
  };
}

function wholeFindings(
  tags: readonly TagReport[],
  { zone = [] }: ContainerVersion,
  { purposes }: Ground,
  triggers: Triggers,
): Finding[] {
  const found: Finding[] = [];
  const defaults = tags.filter(({ recognised, tag }) => recognised.consent === 'default' && !tag.paused);
  const [, second] = defaults;
  if (second)
    found.push({
      severity: 'error',
      code: 'two-consent-defaults',
      path: second.path,
      received: defaults.map(({ tag }) => tag.name),
      fix: 'each of these says what is granted at first, and the last one wins: keep one, and none where the head snippet of Noren does it',
    });
  const requiring = tags.find(({ tag, state }) => state === 'gated' && requiredTypes(tag).length > 0);
  const early = defaults.some(({ tag }) => firesOn(tag, triggers, 'CONSENT_INIT'));
  if (requiring && !early)
    found.push({
      severity: 'warning',
      code: 'consent-default-unseen',
      path: requiring.path,
      received: requiring.tag.name,
      fix: 'a type of which nobody says anything counts as granted, and no tag here sets defaults: see that the head snippet stands in every page, or fire Noren\'s template on "Consent Initialization - All Pages"',
    });
  for (const purpose of purposes.filter(lacksTypes))
    if (tags.some(({ needs }) => needs.some((need) => need.purpose.id === purpose.id)))
      found.push({
        severity: 'warning',
        code: 'purpose-without-types',
        path: '',
        received: purpose.id,
        fix: `the purpose "${purpose.id}" has no "consentMode" in the config: Tag Manager's consent settings cannot hold its tags, their triggers alone do`,
      });
  if (zone.length > 0)
    found.push({
      severity: 'warning',
      code: 'zones-unread',
      path: 'containerVersion.zone',
      received: zone.length,
      fix: 'zones bring other containers into the page, and those are not looked into here: export and check each of them',
    });
  return found;
}

const lacksTypes = ({ mode, types }: GatePurpose): boolean =>
  types.length === 0 && (mode === 'opt-in' || mode === 'opt-out');
