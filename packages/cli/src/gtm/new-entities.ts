import type { Condition, ContainerVersion, Folder, Parameter, Trigger, Variable } from './container.ts';
import { BEFORE, EVENTS, KEYS } from './data-layer-contract.ts';
import type { GatePurpose } from './ground.ts';
import { EVENT_OF } from './triggers-of.ts';

/** Makes what a gated copy adds: each thing once, with ids and names that nothing else in the container has. */
export interface NewEntities {
  readonly triggers: readonly Trigger[];
  readonly variables: readonly Variable[];
  readonly folders: readonly Folder[];
  /** Fires once per page, as soon as the purpose may run; with conditions of its own where there are some. */
  granted(purpose: GatePurpose, conditions?: Trigger): string;
  /** Exception: true of every event while the purpose may not run. */
  closed(purpose: GatePurpose): string;
  /** Fires when a trigger happens while the last of the purposes is still closed, those before it open. */
  early(trigger: Trigger, purposes: readonly GatePurpose[]): string;
  /** Fires once per page, when all of these have happened. */
  group(name: string, members: readonly string[], conditions?: readonly Condition[]): string;
  /** An exception of a tag, made to hold also when the tag is caught up on. */
  late(exception: Trigger): string;
}

const PREFIX = 'Noren';
/** Names are shown in lists; what they are made of may be long. */
const MOST_NAME = 80;

export function newEntities(version: ContainerVersion): NewEntities {
  const { accountId, containerId } = version;
  const owner = {
    ...(accountId === undefined ? {} : { accountId }),
    ...(containerId === undefined ? {} : { containerId }),
  };
  const triggers: Trigger[] = [];
  const variables: Variable[] = [];
  const folders: Folder[] = [];
  const made = new Map<string, string>();
  const names = new Set(
    [...(version.tag ?? []), ...(version.trigger ?? []), ...(version.variable ?? []), ...(version.folder ?? [])].map(
      ({ name }) => name,
    ),
  );
  // In a workspace one row of numbers counts everything.
  let last = [
    ...(version.tag ?? []).map(({ tagId }) => tagId),
    ...(version.trigger ?? []).map(({ triggerId }) => triggerId),
    ...(version.variable ?? []).map(({ variableId }) => variableId),
    ...(version.folder ?? []).map(({ folderId }) => folderId),
    ...(version.customTemplate ?? []).map(({ templateId }) => templateId),
  ]
    .map(Number)
    // Those that every container has are counted from another end.
    .filter((id) => Number.isSafeInteger(id) && id < 2_000_000_000)
    .reduce((most, id) => Math.max(most, id), 0);
  const nextId = (): string => {
    last += 1;
    return String(last);
  };
  const free = (wanted: string): string => {
    let name = wanted;
    for (let count = 2; names.has(name); count += 1) name = `${wanted} (${count})`;
    names.add(name);
    return name;
  };
  const once = (key: string, make: () => string): string => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const id = make();
    made.set(key, id);
    return id;
  };
  const folder = (): string =>
    once('folder', () => {
      const known = version.folder?.find(({ name }) => name === PREFIX);
      if (known) return known.folderId;
      const folderId = nextId();
      folders.push({ ...owner, folderId, name: free(PREFIX) });
      return folderId;
    });
  /** A variable of `dataLayer`, by its name in double braces. */
  const variable = (name: string, key: string, before: string): string =>
    once(`variable ${key}`, () => {
      const parameter: Parameter[] = [
        { type: 'INTEGER', key: 'dataLayerVersion', value: '2' },
        { type: 'BOOLEAN', key: 'setDefaultValue', value: 'true' },
        { type: 'TEMPLATE', key: 'defaultValue', value: before },
        { type: 'TEMPLATE', key: 'name', value: key },
      ];
      const known = version.variable?.find((one) => one.type === 'v' && same(one.parameter, parameter));
      if (known) return `{{${known.name}}}`;
      const own = free(`${PREFIX} - ${name}`);
      variables.push({ ...owner, variableId: nextId(), name: own, type: 'v', parameter, ...inFolder() });
      return `{{${own}}}`;
    });
  const inFolder = (): object => ({ parentFolderId: folder() });
  const earlier = (version.trigger ?? []).filter(({ name }) => name.startsWith(PREFIX));
  const add = (name: string, rest: Omit<Trigger, 'triggerId' | 'name'>): string => {
    // A copy that is gated again takes what it has.
    const known = earlier.find((one) =>
      Object.entries(rest).every(([key, value]) => same((one as unknown as Record<string, unknown>)[key], value)),
    );
    if (known) return known.triggerId;
    const triggerId = nextId();
    triggers.push({ ...owner, triggerId, name: free(`${PREFIX} - ${name}`), ...rest, ...inFolder() });
    return triggerId;
  };

  const isClosed = (purpose: GatePurpose): Condition =>
    // What runs until a no is closed by a no alone, and as long as nobody has told.
    purpose.mode === 'opt-out'
      ? condition('MATCH_REGEX', variable('denied', KEYS.denied, BEFORE.denied), `(^|,)(\\*|${purpose.id})(,|$)`)
      : condition('MATCH_REGEX', variable('granted', KEYS.granted, BEFORE.granted), `(^|,)${purpose.id}(,|$)`, true);
  const isOpen = (purpose: GatePurpose): Condition => negated(isClosed(purpose));

  return {
    triggers,
    variables,
    folders,
    granted: (purpose, { triggerId, name, filter = [] } = NOBODY) =>
      once(`granted ${purpose.id} ${triggerId}`, () =>
        add(name ? `${purpose.id} - ${short(name)}` : purpose.id, {
          type: 'CUSTOM_EVENT',
          customEventFilter: [condition('EQUALS', '{{_event}}', EVENTS.granted)],
          filter: [condition('EQUALS', variable('purpose', KEYS.purpose, '-'), purpose.id), ...filter],
        }),
      ),
    closed: (purpose) =>
      once(`closed ${purpose.id} ${purpose.mode}`, () =>
        add(`while ${purpose.id} may not run`, {
          type: 'CUSTOM_EVENT',
          customEventFilter: [condition('MATCH_REGEX', '{{_event}}', '.*')],
          filter: [isClosed(purpose)],
        }),
      ),
    early: (trigger, purposes) =>
      once(`early ${trigger.triggerId} ${purposes.map(({ id, mode }) => `${id}:${mode}`).join(' ')}`, () => {
        const { type, filter = [], customEventFilter, ...rest } = plain(trigger);
        const before = purposes.slice(0, -1).map(isOpen);
        const own = purposes.slice(-1).map(isClosed);
        return add(`before ${purposes.at(-1)?.id} - ${short(trigger.name)}`, {
          ...rest,
          type,
          ...(customEventFilter ? { customEventFilter } : {}),
          filter: [...filter, ...before, ...own],
        });
      }),
    group: (name, memberIds, conditions = []) =>
      once(`group ${memberIds.join(' ')} ${JSON.stringify(conditions)}`, () =>
        add(short(name), {
          type: 'TRIGGER_GROUP',
          ...(conditions.length > 0 ? { filter: conditions } : {}),
          parameter: [
            {
              type: 'LIST',
              key: 'triggerIds',
              list: memberIds.map((value) => ({ type: 'TRIGGER_REFERENCE', value })),
            },
          ],
        }),
      ),
    late: (exception) =>
      once(`late ${exception.triggerId}`, () =>
        add(`exception - ${short(exception.name)}`, {
          type: 'CUSTOM_EVENT',
          customEventFilter: [
            condition(
              'MATCH_REGEX',
              '{{_event}}',
              `^(${escaped(EVENT_OF.TRIGGER_GROUP ?? '')}|${escaped(EVENTS.granted)})$`,
            ),
          ],
          filter: exception.filter ?? [],
        }),
      ),
  };
}

const NOBODY: Trigger = { triggerId: '', name: '', type: '' };

function condition(type: string, arg0: string, arg1: string, negate = false): Condition {
  return {
    type,
    parameter: [
      { type: 'TEMPLATE', key: 'arg0', value: arg0 },
      { type: 'TEMPLATE', key: 'arg1', value: arg1 },
      ...(negate ? [{ type: 'BOOLEAN', key: 'negate', value: 'true' }] : []),
    ],
  };
}

function negated({ type, parameter = [] }: Condition): Condition {
  const isNegated = parameter.some(({ key, value }) => key === 'negate' && value === 'true');
  const others = parameter.filter(({ key }) => key !== 'negate');
  return {
    ...(type === undefined ? {} : { type }),
    parameter: isNegated ? others : [...others, { type: 'BOOLEAN', key: 'negate', value: 'true' }],
  };
}

/** A trigger without what tells it from others: whatever an export says besides (listeners, limits) is kept. */
function plain(trigger: Trigger): Omit<Trigger, 'triggerId' | 'name'> {
  const gone = [
    'triggerId',
    'name',
    'accountId',
    'containerId',
    'workspaceId',
    'fingerprint',
    'path',
    'tagManagerUrl',
    'notes',
    'parentFolderId',
  ];
  return Object.fromEntries(Object.entries(trigger).filter(([key]) => !gone.includes(key))) as Omit<
    Trigger,
    'triggerId' | 'name'
  >;
}

function short(name: string): string {
  const letters = [...name];
  return letters.length > MOST_NAME ? `${letters.slice(0, MOST_NAME - 1).join('')}…` : name;
}

const escaped = (text: string): string => text.replaceAll('.', '\\.');
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
