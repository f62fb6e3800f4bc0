import type { ContainerVersion, Tag } from './container.ts';
import type { GatePurpose, Need } from './ground.ts';
import type { Triggers } from './triggers-of.ts';

/**
 * How a tag waits for one purpose. `gated`: it does not run before it may. `checks-only`: it runs, and by Google's built-in checks keeps
 * no cookie and still reports. `elsewhere`: it waits, but for something else. `ungated`: nothing holds it.
 */
export type GateState = 'gated' | 'checks-only' | 'elsewhere' | 'ungated';

/** What holds a tag, in words. */
export interface Gate {
  readonly state: GateState;
  readonly ways: readonly string[];
}

/** What is set under Consent Settings. Default: `NOT_SET`. */
export function consentStatus({ consentSettings }: Tag): string {
  return consentSettings?.consentStatus?.toUpperCase() ?? 'NOT_SET';
}

/** The consent types that must be granted before a tag fires ("Require additional consent"). */
export function requiredTypes(tag: Tag): string[] {
  if (consentStatus(tag) !== 'NEEDED') return [];
  return (tag.consentSettings?.consentType?.list ?? []).flatMap(({ value }) => value ?? []);
}

/** Name of a tag → those that run it, of each container. */
const runners = new WeakMap<ContainerVersion, ReadonlyMap<string, readonly Tag[]>>();

/** Tags that fire a tag with themselves, whatever its own triggers are. */
export function tagsBefore({ name }: Tag, version: ContainerVersion): readonly Tag[] {
  const known = runners.get(version) ?? runnersIn(version);
  runners.set(version, known);
  return known.get(name) ?? [];
}

function runnersIn({ tag: all = [] }: ContainerVersion): Map<string, Tag[]> {
  const found = new Map<string, Tag[]>();
  for (const tag of all) {
    const names = [...(tag.setupTag ?? []), ...(tag.teardownTag ?? [])].flatMap(({ tagName }) => tagName ?? []);
    for (const name of new Set(names)) found.set(name, [...(found.get(name) ?? []), tag]);
  }
  return found;
}

/** Whether and how a tag waits for a purpose. `checks` are the consent types that its kind checks by itself. */
export function gateOf(
  tag: Tag,
  { purpose }: Need,
  checks: readonly string[],
  version: ContainerVersion,
  triggers: Triggers,
): Gate {
  const ways: string[] = [];
  const required = requiredTypes(tag);
  const held = required.filter((type) => purpose.types.includes(type));
  if (required.length > 0) ways.push(`requires ${required.join(', ')}`);
  if (consentStatus(tag) === 'NOT_NEEDED') ways.push('set to need no additional consent');
  const isClosed = closedBy(tag, purpose, triggers);
  if (isClosed) ways.push(`exception while ${purpose.id} may not run`);
  const firing = (tag.firingTriggerId ?? []).map((id) => triggers.find(id));
  const waits = firing.length > 0 && firing.every((one) => one !== undefined && triggers.waitsFor(one, purpose));
  if (waits) ways.push(`fires on ${purpose.id}`);
  // What runs with another tag does so without looking at its own triggers and exceptions.
  const before = tagsBefore(tag, version);
  const byOthers = before.length > 0 && before.every((other) => isHeld(other, purpose, version, triggers));
  if (byOthers) ways.push(`runs with ${before.map(({ name }) => name).join(', ')}`);
  if (firing.length + before.length === 0) return { state: 'gated', ways: [...ways, 'has no trigger'] };
  const own = firing.length === 0 || isClosed || waits;
  if (held.length > 0 || (own && (before.length > 0 ? byOthers : firing.length > 0))) return { state: 'gated', ways };
  if (required.length > 0) return { state: 'elsewhere', ways };
  if (checks.some((type) => purpose.types.includes(type)) && purpose.mode === 'opt-in')
    return {
      state: 'checks-only',
      ways: [...ways, `checks ${checks.filter((type) => purpose.types.includes(type)).join(', ')} itself`],
    };
  return { state: 'ungated', ways };
}

/** Whether a tag that runs others with itself is held, by itself or, where nothing else fires it, by those that run it. */
function isHeld(
  tag: Tag,
  purpose: GatePurpose,
  version: ContainerVersion,
  triggers: Triggers,
  seen = new Map<Tag, 'open' | 'held'>(),
): boolean {
  // One that is not held ends it all, so that each is looked at once, by however many ways it is reached.
  if (seen.has(tag)) return seen.get(tag) === 'held';
  seen.set(tag, 'open');
  const before = tagsBefore(tag, version);
  const held =
    closedBy(tag, purpose, triggers) ||
    requiredTypes(tag).some((type) => purpose.types.includes(type)) ||
    (!tag.firingTriggerId?.length &&
      before.length > 0 &&
      before.every((other) => isHeld(other, purpose, version, triggers, seen)));
  if (held) seen.set(tag, 'held');
  return held;
}

function closedBy(tag: Tag, purpose: GatePurpose, triggers: Triggers): boolean {
  return (tag.blockingTriggerId ?? []).some((id) => {
    const one = triggers.find(id);
    return one !== undefined && triggers.closes(one, purpose);
  });
}
