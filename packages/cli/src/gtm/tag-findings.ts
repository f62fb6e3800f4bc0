import type { Finding } from '@noren/model/publish';
import type { Tag, Trigger } from './container.ts';
import { EVENTS } from './data-layer-contract.ts';
import { requiredTypes } from './gate-of-tag.ts';
import type { TagReport } from './tag-report.ts';
import type { Triggers } from './triggers-of.ts';

/** What is wrong with one tag. */
export function tagFindings(report: TagReport, triggers: Triggers): Finding[] {
  const { tag, path, kind, needs, isUnknown, state, recognised } = report;
  const found: Finding[] = [];
  const say = (severity: Finding['severity'], code: string, fix: string, key = ''): void => {
    found.push({ severity, code, path: key ? `${path}.${key}` : path, received: tag.name, fix });
  };
  const names = needs.map(({ purpose }) => purpose.id).join(' and ');
  const asks = needs.some(({ purpose }) => purpose.mode === 'opt-in');
  const paused = tag.paused ? ' once it is no longer paused' : '';
  const { providers, unknownHosts } = recognised;
  if (isUnknown && providers.length > 0 && unknownHosts.length === 0)
    say(
      'warning',
      'no-fitting-purpose',
      `it is of ${providers.join(' and ')}, for which the site has neither a row nor a purpose that fits: write the row, or say what it waits for with --assign "${tag.name}=PURPOSE"`,
    );
  else if (isUnknown)
    say(
      'warning',
      'unknown-tag',
      `nobody can tell from this ${kind}${unknownHosts.length > 0 ? `, which names ${unknownHosts.slice(0, 3).join(', ')},` : ''} to whom it sends: put a row with its hosts into the register, or say what it waits for with --assign "${tag.name}=PURPOSE"`,
    );
  if (recognised.bringsContainer)
    say(
      'warning',
      'container-unread',
      'it brings another container into the page, and that is not looked into here: export and check that one too',
    );
  if (state === 'ungated' && asks)
    say(
      'error',
      'ungated-tag',
      `it runs${paused} before anybody has permitted ${names}: gate it by its trigger, or take the copy that --write makes`,
    );
  if (state === 'ungated' && !asks)
    say(
      'warning',
      'unstoppable-tag',
      `a no to ${names} would not stop it${paused}: gate it, or take the copy that --write makes`,
    );
  if (state === 'checks-only')
    say(
      'warning',
      'built-in-checks-only',
      `Google's built-in checks keep it from cookies, not from reporting to Google${paused} before ${names} is permitted: under Consent Settings require additional consent, and let it fire when the yes comes`,
      'consentSettings',
    );
  if (state === 'elsewhere')
    say(
      'error',
      'gated-elsewhere',
      `it waits for ${requiredTypes(tag).join(', ')}, which says nothing of ${names}: require ${needs.flatMap(({ purpose }) => purpose.types).join(', ') || 'what belongs to that purpose'}`,
      'consentSettings',
    );
  if (state === 'gated' && isHeldByTypesAlone(report, triggers))
    say(
      'warning',
      'fires-too-early',
      `it requires ${requiredTypes(tag).join(', ')}, and its triggers may come before Noren has told of them: nothing fires it again when the yes comes, so add the trigger "${names}" of docs/gtm.md`,
      'firingTriggerId',
    );
  for (const { row } of needs)
    if (row?.choice)
      say(
        'warning',
        'service-choice-unseen',
        `the row "${row.id}" has a switch of its own, and Tag Manager hears of purposes alone: gate the tag in the page instead, or take "choice" out of the row`,
      );
  if (recognised.consentManager)
    say(
      'error',
      'second-consent-manager',
      `${recognised.consentManager} asks for consent as well, and would say something else to Google's tags than Noren does: pause this tag`,
    );
  const first = firesOn(tag, triggers, 'CONSENT_INIT');
  if (recognised.consent === 'default' && !first)
    say(
      'error',
      'consent-default-late',
      'tags have run by then as if everything were granted: fire it on "Consent Initialization - All Pages", or leave the defaults to Noren',
      'firingTriggerId',
    );
  else if (recognised.consent === 'default' && tag.type === 'html')
    say(
      'warning',
      'consent-default-in-html',
      "what custom HTML says by gtag waits until the others of this event have run: set the defaults with Noren's template, or with the head snippet",
    );
  if (first && state !== 'consent')
    say(
      'warning',
      'not-a-consent-tag',
      'it says nothing of consent, and runs before whoever does: fire it on "Initialization - All Pages" or later',
      'firingTriggerId',
    );
  for (const id of [...(tag.firingTriggerId ?? []), ...(tag.blockingTriggerId ?? [])])
    if (!triggers.find(id))
      say(
        'warning',
        'unknown-trigger',
        `the container has no trigger ${id}: export the whole container, or choose another trigger`,
        'firingTriggerId',
      );
  return found;
}

/** Nothing but required types holds it, and everything that fires it comes early in a page, or may, as what a page says by itself. */
function isHeldByTypesAlone({ tag, needs }: TagReport, triggers: Triggers): boolean {
  const firing = (tag.firingTriggerId ?? []).map((id) => triggers.find(id)).filter((one) => one !== undefined);
  if (requiredTypes(tag).length === 0 || firing.length === 0) return false;
  return firing.every(
    (one) =>
      (['CONSENT_INIT', 'INIT', 'PAGEVIEW', 'DOM_READY'].includes(one.type) || isOfPage(one, triggers)) &&
      !needs.some(({ purpose }) => triggers.waitsFor(one, purpose)),
  );
}

/** A custom event that is none of Noren's own. */
function isOfPage(one: Trigger, triggers: Triggers): boolean {
  return one.type === 'CUSTOM_EVENT' && Object.values(EVENTS).every((event) => triggers.isOn(one, event) === false);
}

/** Whether one of its triggers is of this type. */
export function firesOn({ firingTriggerId = [] }: Tag, triggers: Triggers, type: string): boolean {
  return firingTriggerId.some((id) => triggers.find(id)?.type === type);
}
