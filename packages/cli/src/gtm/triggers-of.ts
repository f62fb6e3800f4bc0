import { conditionHolds, type Values } from './condition-holds.ts';
import { type Condition, type ContainerVersion, settingOf, type Trigger } from './container.ts';
import { BEFORE, EVENTS, KEYS } from './data-layer-contract.ts';
import type { GatePurpose } from './ground.ts';

/** Triggers that every web container has, and no export lists. */
export const BUILT_IN: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '2147479553': { name: 'All Pages', type: 'PAGEVIEW' },
  '2147479572': { name: 'Consent Initialization - All Pages', type: 'CONSENT_INIT' },
  '2147479573': { name: 'Initialization - All Pages', type: 'INIT' },
};

/** Type of trigger → its event on `dataLayer`. @see https://support.google.com/tagmanager/topic/7679108 */
export const EVENT_OF: Readonly<Record<string, string>> = {
  CONSENT_INIT: 'gtm.init_consent',
  INIT: 'gtm.init',
  PAGEVIEW: 'gtm.js',
  DOM_READY: 'gtm.dom',
  WINDOW_LOADED: 'gtm.load',
  CLICK: 'gtm.click',
  LINK_CLICK: 'gtm.linkClick',
  FORM_SUBMISSION: 'gtm.formSubmit',
  HISTORY_CHANGE: 'gtm.historyChange',
  JS_ERROR: 'gtm.pageError',
  SCROLL_DEPTH: 'gtm.scrollDepth',
  ELEMENT_VISIBILITY: 'gtm.elementVisibility',
  YOU_TUBE_VIDEO: 'gtm.video',
  TIMER: 'gtm.timer',
  TRIGGER_GROUP: 'gtm.triggerGroup',
};

/** Looks triggers of one container up, and tells what they have to do with Noren. */
export interface Triggers {
  /** Also one of those that no export lists. */
  find(id: string): Trigger | undefined;
  /** The triggers that all have to happen; none where it is no group. */
  membersOf(trigger: Trigger): readonly string[];
  /** Whether it fires only once a purpose may run: Noren's event for it, or a group with that. */
  waitsFor(trigger: Trigger, purpose: GatePurpose): boolean;
  /** Whether it is true of every event while a purpose may not run: as an exception it keeps a tag from firing. */
  closes(trigger: Trigger, purpose: GatePurpose): boolean;
  /** Whether a custom event of this name is meant; `undefined` where that cannot be told. */
  isOn(trigger: Trigger, event: string): boolean | undefined;
}

export function triggersOf({ trigger = [], variable = [] }: ContainerVersion): Triggers {
  const byId = new Map(trigger.map((one) => [one.triggerId, one]));
  const keyOf = new Map(
    variable.flatMap((one) => {
      const key = one.type === 'v' ? settingOf(one, 'name') : undefined;
      return key === undefined ? [] : [[one.name, key] as const];
    }),
  );
  const find: Triggers['find'] = (id) => {
    const builtIn = Object.hasOwn(BUILT_IN, id) ? BUILT_IN[id] : undefined;
    return byId.get(id) ?? (builtIn && { triggerId: id, ...builtIn });
  };
  const membersOf: Triggers['membersOf'] = ({ type, parameter = [] }) =>
    type === 'TRIGGER_GROUP'
      ? (parameter.find(({ key }) => key === 'triggerIds')?.list ?? []).flatMap(({ value }) => value ?? [])
      : [];
  /** What variables say, by the key of `dataLayer` that each reads. */
  const said =
    (values: Readonly<Record<string, string>>): Values =>
    (name) => {
      const key = name === '_event' ? name : keyOf.get(name);
      return key !== undefined && Object.hasOwn(values, key) ? values[key] : undefined;
    };
  const isOn: Triggers['isOn'] = ({ type, customEventFilter = [] }, event) => {
    if (type !== 'CUSTOM_EVENT') return EVENT_OF[type] === event;
    return all(customEventFilter, said({ _event: event }));
  };
  const waitsFor: Triggers['waitsFor'] = (one, purpose) => {
    if (one.type === 'TRIGGER_GROUP')
      return membersOf(one).some((id) => {
        const member = find(id);
        // A group in a group is nothing that Tag Manager makes; it would only lead round.
        return member !== undefined && member.type !== 'TRIGGER_GROUP' && waitsFor(member, purpose);
      });
    if (one.type !== 'CUSTOM_EVENT' || isOn(one, EVENTS.granted) !== true) return false;
    const others = ['gtm.js', 'gtm.dom', EVENTS.ready, EVENTS.change];
    if (others.some((event) => isOn(one, event) !== false)) return false;
    // One condition that only this purpose meets is enough: all of them have to hold.
    return (one.filter ?? []).some((condition) => {
      const meets = (id: string) => conditionHolds(condition, said({ [KEYS.purpose]: id }));
      return meets(purpose.id) === true && meets('-') === false && meets(`${purpose.id}-x`) === false;
    });
  };
  const closes: Triggers['closes'] = (one, purpose) => {
    if (one.type !== 'CUSTOM_EVENT') return false;
    const events = [...Object.values(EVENT_OF), ...Object.values(EVENTS), 'any'];
    if (events.some((event) => isOn(one, event) !== true)) return false;
    const { id, mode } = purpose;
    const filter = one.filter ?? [];
    const holds = (granted: string, denied: string) =>
      all(filter, said({ [KEYS.granted]: granted, [KEYS.denied]: denied }));
    if (filter.length === 0) return false;
    const { granted: none, denied: everything } = BEFORE;
    const closed = [holds(none, everything), holds(`${id}-x`, id), holds('', `a,${id},b`)];
    if (mode === 'opt-in') closed.push(holds('a,b', ''));
    return closed.every((held) => held === true) && holds(id, '') === false;
  };
  return { find, membersOf, waitsFor, closes, isOn };
}

/** Whether all conditions hold; one that surely does not is enough to say no. */
function all(conditions: readonly Condition[], values: Values): boolean | undefined {
  const held = conditions.map((condition) => conditionHolds(condition, values));
  if (held.includes(false)) return false;
  return held.includes(undefined) ? undefined : true;
}
