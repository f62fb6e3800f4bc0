/** An exported container, as far as the stand-in runs it. */
export interface Exported {
  exportFormatVersion: number;
  containerVersion: {
    tag: TagJson[];
    trigger: TriggerJson[];
    variable: { variableId: string; name: string; type: string; parameter: Setting[] }[];
    [key: string]: unknown;
  };
}
export interface TagJson {
  tagId: string;
  name: string;
  type: string;
  firingTriggerId?: string[];
  blockingTriggerId?: string[];
  tagFiringOption?: string;
  paused?: boolean;
  consentSettings?: { consentStatus: string; consentType?: Setting };
  [key: string]: unknown;
}
export interface TriggerJson {
  triggerId: string;
  name: string;
  type: string;
  filter?: Condition[];
  customEventFilter?: Condition[];
  parameter?: Setting[];
  [key: string]: unknown;
}
interface Setting {
  type: string;
  key?: string;
  value?: string;
  list?: Setting[];
}
interface Condition {
  type: string;
  parameter: Setting[];
}

const EVENTS: Record<string, string> = {
  CONSENT_INIT: 'gtm.init_consent',
  INIT: 'gtm.init',
  PAGEVIEW: 'gtm.js',
  DOM_READY: 'gtm.dom',
  WINDOW_LOADED: 'gtm.load',
  LINK_CLICK: 'gtm.linkClick',
  SCROLL_DEPTH: 'gtm.scrollDepth',
  TIMER: 'gtm.timer',
};
const BUILT_IN = [
  { triggerId: '2147479553', name: 'All Pages', type: 'PAGEVIEW' },
  { triggerId: '2147479572', name: 'Consent Initialization', type: 'CONSENT_INIT' },
  { triggerId: '2147479573', name: 'Initialization', type: 'INIT' },
];

/** What a page has pushed, in the order of Tag Manager's own pages. */
export const START = ['gtm.init_consent', 'gtm.init', 'gtm.js'];
export const LOADED = ['gtm.dom', 'gtm.load'];

/**
 * Stands in for Google's gtm.js, which cannot be had here: runs an exported container over what is pushed onto dataLayer, by the
 * published rules for triggers, exceptions, trigger groups (once per page, as an event of their own), required consent (what nobody has
 * set counts as granted), firing options and the merging of data (`_clear`). It is no proof of Google's.
 */
export function tagManager({ containerVersion }: Exported, page: Record<string, string> = {}) {
  const { tag, trigger, variable } = containerVersion;
  const triggers = [...BUILT_IN, ...trigger] as TriggerJson[];
  const model: Record<string, unknown> = {};
  const consent: Record<string, string> = {};
  const happened = new Map<string, Set<string>>();
  const grouped = new Set<string>();
  const fired: string[] = [];
  const queue: Record<string, unknown>[] = [];
  let isRunning = false;

  const variableOf = (name: string, event: string): unknown => {
    if (name === '_event') return event;
    const own = variable.find((one) => one.name === name);
    if (!own) return page[name] ?? model[name];
    const setting = (key: string) => own.parameter.find((one) => one.key === key)?.value;
    const value = (setting('name') ?? '')
      .split('.')
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], model);
    return value === undefined && setting('setDefaultValue') === 'true' ? setting('defaultValue') : value;
  };
  const holds = ({ type, parameter }: Condition, event: string): boolean => {
    const setting = (key: string) => parameter.find((one) => one.key === key)?.value ?? '';
    const value = String(variableOf(setting('arg0').slice(2, -2), event));
    const wanted = setting('arg1');
    const result =
      type === 'EQUALS'
        ? value === wanted
        : type === 'CONTAINS'
          ? value.includes(wanted)
          : type === 'STARTS_WITH'
            ? value.startsWith(wanted)
            : new RegExp(wanted).test(value);
    return result !== (setting('negate') === 'true');
  };
  const matches = (one: TriggerJson, event: string, group?: string): boolean => {
    if (one.type === 'TRIGGER_GROUP') {
      if (one.triggerId !== group) return false;
    } else if (one.type === 'CUSTOM_EVENT') {
      if (!(one.customEventFilter ?? []).every((condition) => holds(condition, event))) return false;
    } else if (EVENTS[one.type] !== event) return false;
    return (one.filter ?? []).every((condition) => holds(condition, event));
  };
  const membersOf = (one: TriggerJson): string[] =>
    (one.parameter?.find(({ key }) => key === 'triggerIds')?.list ?? []).map(({ value }) => value ?? '');

  function merge(from: Record<string, unknown>, into: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(from)) {
      const isOpen = typeof value === 'object' && value !== null;
      if (!isOpen) into[key] = value;
      else {
        const there = into[key];
        const fits = typeof there === 'object' && there !== null && Array.isArray(there) === Array.isArray(value);
        into[key] = fits ? there : Array.isArray(value) ? [] : {};
        merge(value as Record<string, unknown>, into[key] as Record<string, unknown>);
      }
    }
  }
  function run({ _clear, _consent, ...entry }: Record<string, unknown>): void {
    Object.assign(consent, _consent);
    if (_clear) for (const key of Object.keys(entry)) delete model[key];
    merge(entry, model);
    const event = entry.event as string;
    if (!event) return;
    const group = entry.group as string | undefined;
    const now = new Set(triggers.filter((one) => matches(one, event, group)).map(({ triggerId }) => triggerId));
    for (const one of tag) {
      if (one.paused || !one.firingTriggerId?.some((id) => now.has(id))) continue;
      if (one.blockingTriggerId?.some((id) => now.has(id))) continue;
      const required =
        one.consentSettings?.consentStatus === 'NEEDED' ? (one.consentSettings.consentType?.list ?? []) : [];
      if (required.some(({ value = '' }) => consent[value] === 'denied')) continue;
      if (one.tagFiringOption === 'ONCE_PER_LOAD' && fired.includes(one.name)) continue;
      fired.push(one.name);
    }
    for (const one of triggers.filter(({ type }) => type === 'TRIGGER_GROUP')) {
      const seen = happened.get(one.triggerId) ?? new Set();
      happened.set(one.triggerId, seen);
      for (const id of membersOf(one)) if (now.has(id)) seen.add(id);
      if (grouped.has(one.triggerId) || !membersOf(one).every((id) => seen.has(id))) continue;
      grouped.add(one.triggerId);
      queue.push({ event: 'gtm.triggerGroup', group: one.triggerId });
    }
  }
  function push(...entries: (string | Record<string, unknown>)[]): void {
    queue.push(...entries.map((entry) => (typeof entry === 'string' ? { event: entry } : entry)));
    if (isRunning) return;
    isRunning = true;
    for (let next = queue.shift(); next; next = queue.shift()) run(next);
    isRunning = false;
  }
  return {
    push,
    fired,
    /** What has fired since it was last asked. */
    take: (): string[] => fired.splice(0),
  };
}

/** Google's consent types of the purposes of the tests. */
const TYPES: Record<string, string> = {
  statistics: 'analytics_storage',
  recommendation: 'personalization_storage',
  advertising: 'ad_storage',
};
const consentOf = (granted: readonly string[]) =>
  Object.fromEntries(Object.entries(TYPES).map(([id, type]) => [type, granted.includes(id) ? 'granted' : 'denied']));

/** What the head snippet, or Noren's template, says before anything else. */
export const DEFAULTS = { _consent: consentOf([]) };

/** What Noren says: Google's consent types, its state, then each purpose that may run and was not told of before. */
export function norenSays(
  event: 'noren.ready' | 'noren.change',
  state: { granted?: string[]; denied?: string[]; undecided?: string[] },
  now: readonly string[] = state.granted ?? [],
): Record<string, unknown>[] {
  const { granted = [], denied = [], undecided = [] } = state;
  return [
    { _consent: consentOf(granted) },
    { event, noren: { granted, denied, undecided, cause: 'start' }, _clear: true },
    ...now.map((norenPurpose) => ({ event: 'noren.granted', norenPurpose })),
  ];
}
