import type { ContainerExport, ContainerVersion, Parameter, Tag, Trigger } from './container.ts';
import { requiredTypes, tagsBefore } from './gate-of-tag.ts';
import type { GatePurpose } from './ground.ts';
import { type NewEntities, newEntities } from './new-entities.ts';
import type { TagReport } from './tag-report.ts';
import { EVENT_OF, type Triggers, triggersOf } from './triggers-of.ts';

/** The copy of a container, and which tags in it are other ones. */
export interface GatedCopy {
  readonly container: ContainerExport;
  /** Names, in the order of the container. */
  readonly changed: readonly string[];
}

/**
 * A copy of a container in which every tag that needs a permission waits for it. Such a tag requires the consent types of its
 * purpose, has an exception for as long as the purpose may not run, and is fired when what it waited for has come after its own trigger.
 * Nothing else is changed, and nothing that waits already waits for less.
 */
export function gatedCopy(container: ContainerExport, tags: readonly TagReport[]): GatedCopy {
  const version = container.containerVersion;
  const triggers = triggersOf(version);
  const made = newEntities(version);
  const changed: string[] = [];
  const purposesOf = purposesToWaitFor(tags, version);
  const tag = tags.map(({ tag: own }) => {
    const purposes = purposesOf.get(own) ?? [];
    // What nothing can be added to waits with the tags that run it.
    if (purposes.length === 0 || (!own.firingTriggerId?.length && typesOf(purposes).length === 0)) return own;
    changed.push(own.name);
    return gatedTag(own, purposes, triggers, made);
  });
  const grown = <Entity>(key: 'trigger' | 'variable' | 'folder', added: readonly Entity[]): object =>
    added.length > 0 ? { [key]: [...(version[key] ?? []), ...added] } : {};
  return {
    container: {
      ...container,
      containerVersion: {
        ...version,
        ...(version.tag ? { tag } : {}),
        ...grown('trigger', made.triggers),
        ...grown('variable', made.variables),
        ...grown('folder', made.folders),
      },
    },
    changed,
  };
}

/**
 * What each tag has to wait for and does not. Nothing but its consent types holds a tag that another one runs with itself: for a purpose
 * without types that other one waits too.
 */
function purposesToWaitFor(tags: readonly TagReport[], version: ContainerVersion): Map<Tag, GatePurpose[]> {
  const found = new Map<Tag, GatePurpose[]>();
  const waiting = tags.flatMap(({ tag, needs, state }) =>
    state === 'gated' ? [] : needs.map(({ purpose }) => [tag, purpose] as const),
  );
  const mayWait = new Set(tags.flatMap(({ tag, state }) => (state === 'consent' ? [] : [tag])));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [tag, purpose] = next;
    const known = found.get(tag) ?? [];
    if (!mayWait.has(tag) || known.some(({ id }) => id === purpose.id)) continue;
    found.set(tag, [...known, purpose]);
    if (purpose.types.length === 0) waiting.push(...tagsBefore(tag, version).map((one) => [one, purpose] as const));
  }
  return found;
}

const typesOf = (purposes: readonly GatePurpose[]): string[] => purposes.flatMap(({ types }) => types);

function gatedTag(tag: Tag, purposes: readonly GatePurpose[], triggers: Triggers, made: NewEntities): Tag {
  const types = [...new Set([...requiredTypes(tag), ...typesOf(purposes)])];
  const ids = tag.firingTriggerId ?? [];
  const exceptions = tag.blockingTriggerId ?? [];
  const firing = ids.flatMap((id) => firingOf(id, exceptions, purposes, triggers, made));
  const late = firing.some((id) => !ids.includes(id)) ? lateExceptions(ids, exceptions, triggers, made) : [];
  const blocking = [...exceptions, ...late, ...(ids.length > 0 ? purposes.map((purpose) => made.closed(purpose)) : [])];
  return {
    ...tag,
    ...(ids.length > 0 ? { firingTriggerId: [...new Set(firing)] } : {}),
    ...(blocking.length > 0 ? { blockingTriggerId: [...new Set(blocking)] } : {}),
    // Without types there is nothing to require: its triggers alone hold it.
    ...(types.length > 0
      ? { consentSettings: { ...tag.consentSettings, consentStatus: 'NEEDED', consentType: list(types) } }
      : {}),
  };
}

function list(types: readonly string[]): Parameter {
  return { type: 'LIST', list: types.map((value) => ({ type: 'TEMPLATE', value })) };
}

/** Happen once in a page: what comes after both this and the yes is nothing but this, later. */
const ONCE = new Set(['PAGEVIEW', 'DOM_READY', 'WINDOW_LOADED']);
/** Come before everything else, so that a yes always comes after them. */
const FIRST = new Set(['CONSENT_INIT', 'INIT']);

/** What fires a tag in place of one of its triggers. */
function firingOf(
  id: string,
  exceptions: readonly string[],
  purposes: readonly GatePurpose[],
  triggers: Triggers,
  made: NewEntities,
): string[] {
  const trigger = triggers.find(id);
  // Nobody knows when it fires; the exception holds it all the same.
  if (!trigger) return [id];
  if (purposes.every((purpose) => triggers.waitsFor(trigger, purpose))) return [id];
  if (exceptions.some((one) => alwaysPrevents(triggers.find(one), trigger))) return [id];
  const granted = purposes.map((purpose) => made.granted(purpose));
  const waited = `${purposes.map((purpose) => purpose.id).join(' + ')} - ${trigger.name}`;
  if (FIRST.has(trigger.type)) {
    const [first, ...others] = purposes.map((purpose, index) =>
      index === 0 && trigger.filter?.length ? made.granted(purpose, trigger) : made.granted(purpose),
    );
    if (first === undefined) return [id];
    return others.length > 0 ? [made.group(waited, [first, ...others])] : [first];
  }
  if (ONCE.has(trigger.type)) return [made.group(waited, [id, ...granted])];
  if (trigger.type === 'TRIGGER_GROUP')
    return [made.group(waited, [...new Set([...triggers.membersOf(trigger), ...granted])], trigger.filter)];
  if (trigger.type !== 'CUSTOM_EVENT' && !Object.hasOwn(EVENT_OF, trigger.type)) return [id];
  // What may happen again fires the tag itself once the yes is there. What happened before it is caught up on, once.
  const caught = purposes.map((_, index) => {
    const early = made.early(trigger, purposes.slice(0, index + 1));
    return made.group(`catch up - ${waited}`, [early, ...granted]);
  });
  return [id, ...caught];
}

/** An exception without conditions, on the very event of the trigger: it never fires, and nothing is to be caught up on. */
function alwaysPrevents(exception: Trigger | undefined, trigger: Trigger): boolean {
  if (!exception || (exception.filter?.length ?? 0) > 0) return false;
  if (exception.type !== trigger.type) return false;
  return (
    exception.type !== 'CUSTOM_EVENT' ||
    JSON.stringify(exception.customEventFilter ?? []) === JSON.stringify(trigger.customEventFilter ?? [])
  );
}

/**
 * A tag's own exceptions look at the event of its trigger. What is caught up on comes with another event, and they must hold
 * there as well.
 */
function lateExceptions(
  ids: readonly string[],
  exceptions: readonly string[],
  triggers: Triggers,
  made: NewEntities,
): string[] {
  const firing = ids.map((id) => triggers.find(id)).filter((one) => one !== undefined);
  return exceptions.flatMap((id) => {
    const exception = triggers.find(id);
    if (!exception || (exception.filter?.length ?? 0) === 0 || exception.type === 'TRIGGER_GROUP') return [];
    const holdsLate = ['gtm.triggerGroup', 'noren.granted'].every((event) => triggers.isOn(exception, event) === true);
    if (holdsLate) return [];
    const meets = firing.some((trigger) => {
      const event = EVENT_OF[trigger.type];
      if (event !== undefined) return triggers.isOn(exception, event) !== false;
      return exception.type === 'CUSTOM_EVENT';
    });
    return meets ? [made.late(exception)] : [];
  });
}
