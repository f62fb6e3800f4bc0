import type { ContainerVersion, Tag } from './container.ts';
import { type Gate, type GateState, gateOf } from './gate-of-tag.ts';
import { type GatePurpose, type Ground, type Need, needOfProvider, needOfRow } from './ground.ts';
import { isTemplateTag, tagKind } from './tag-kind.ts';
import type { Recognised } from './tag-reader.ts';
import type { Triggers } from './triggers-of.ts';

/** What is to be said of one tag. */
export interface TagReport {
  readonly tag: Tag;
  /** E.g. `containerVersion.tag[3]`. */
  readonly path: string;
  /** What kind of tag it is, in words. */
  readonly kind: string;
  readonly recognised: Recognised;
  /** What it waits for, or has to. Empty where nothing needs a permission. */
  readonly needs: readonly Need[];
  /** It could not be told whose it is: it then needs everything that asks. */
  readonly isUnknown: boolean;
  /** The worst of all its needs. `free` needs no permission, `consent` sets permissions itself. */
  readonly state: GateState | 'free' | 'consent';
  /** How it is held, in words. */
  readonly ways: readonly string[];
  /** Names of its triggers, and of its exceptions. */
  readonly fires: readonly string[];
  readonly exceptions: readonly string[];
}

/** Tag by name → the purpose that somebody has said it is of; `undefined` for one that needs none. */
export type Assigned = ReadonlyMap<string, GatePurpose | undefined>;

const WORST: readonly GateState[] = ['ungated', 'elsewhere', 'checks-only', 'gated'];

/** Reads one tag: whose it is, what it needs, and how it waits. */
export function reportOf(
  tag: Tag,
  path: string,
  recognised: Recognised,
  version: ContainerVersion,
  ground: Ground,
  triggers: Triggers,
  assigned: Assigned,
): TagReport {
  const { providers, rows, consent, consentManager, isNoren, checks, isSilent, unknownHosts, template } = recognised;
  const kind = tagKind(tag.type)?.name ?? (isTemplateTag(tag.type) ? `template ${template ?? tag.type}` : tag.type);
  const named = (ids: readonly string[] = []): string[] => ids.map((id) => triggers.find(id)?.name ?? `trigger ${id}`);
  const [fires, exceptions] = [named(tag.firingTriggerId), named(tag.blockingTriggerId)];
  const base = { tag, path, kind, recognised, fires, exceptions };
  // What also names a provider is not only a tag that speaks of consent.
  const setsConsent =
    isNoren ||
    consentManager !== undefined ||
    (consent !== undefined && providers.length + rows.length + unknownHosts.length === 0);
  const said = assigned.has(tag.name);
  if (setsConsent && !said) return { ...base, needs: [], isUnknown: false, state: 'consent', ways: [] };
  if (isSilent && !said)
    return { ...base, needs: [], isUnknown: false, state: 'free', ways: ['names no address and keeps nothing'] };
  const purpose = assigned.get(tag.name);
  const own: (Need | undefined)[] = purpose ? [{ purpose }] : [];
  const found = said
    ? own
    : [...providers.map((id) => needOfProvider(id, ground)), ...rows.map((row) => needOfRow(row, ground))];
  const isUnknown = !said && (found.length === 0 || found.includes(undefined) || unknownHosts.length > 0);
  const asked = ground.purposes.filter(({ mode }) => mode === 'opt-in').map((purpose): Need => ({ purpose }));
  const needs = distinct([...found.filter((need) => need !== undefined), ...(isUnknown ? asked : [])], ground);
  // What is only told, or always on, has no switch, and nothing to wait for.
  const waiting = needs.filter(({ purpose }) => purpose.mode === 'opt-in' || purpose.mode === 'opt-out');
  if (waiting.length === 0)
    return {
      ...base,
      needs: [],
      isUnknown,
      state: 'free',
      ways: said ? ['needs none, as was said'] : needs.map(({ purpose }) => `${purpose.id} asks nobody`),
    };
  const gates = waiting.map((need) => gateOf(tag, need, checks, version, triggers));
  return {
    ...base,
    needs: waiting,
    isUnknown,
    state: worst(gates),
    ways: [...new Set(gates.flatMap(({ ways }) => ways))],
  };
}

function worst(gates: readonly Gate[]): GateState {
  return WORST.find((state) => gates.some((gate) => gate.state === state)) ?? 'gated';
}

/** Each purpose once, in the site's order, with the stricter mode of two. */
function distinct(needs: readonly Need[], { purposes }: Ground): Need[] {
  const byId = new Map<string, Need>();
  for (const need of needs) {
    const known = byId.get(need.purpose.id);
    if (!known || (known.purpose.mode !== 'opt-in' && need.purpose.mode === 'opt-in')) byId.set(need.purpose.id, need);
  }
  return purposes.flatMap(({ id }) => byId.get(id) ?? []);
}
