import { BRIDGE_PURPOSES, TCF_PURPOSES, USNAT_PURPOSES } from '@noren/model';
import type { RuntimeBridges } from '@noren/model/schema';

interface Settings {
  /** Of the bridge to Google's tags. */
  readonly types?: readonly (readonly [type: string, purpose: string, ...rest: unknown[]])[];
  readonly purposes?: Readonly<Record<string, string>>;
  readonly vendors?: readonly { readonly purpose: string }[];
  readonly usnat?: { readonly purposes?: Readonly<Record<string, string>> };
  /** Of Segment's. */
  readonly categories?: Readonly<Record<string, string>>;
}

/**
 * The purposes that a bridge tells its tool of, where they are several: a tag that needs one of them may run while another is
 * refused. None for a tool of one purpose: its tag does not run without it.
 * @param asked the purposes that a visitor can refuse
 */
export function purposesTold(name: keyof RuntimeBridges, settings: object, asked: readonly string[]): string[] {
  // Several rows may speak to one tool.
  if (Array.isArray(settings)) return settings.map(({ purpose }) => purpose);
  const { types, purposes, vendors = [], usnat, categories } = settings as Settings;
  if (name === 'google') return (types ?? []).map(([, purpose]) => purpose);
  if (name === 'segment') return categories ? Object.keys(categories) : [...asked];
  if (name === 'tcf')
    return [...Object.values({ ...TCF_PURPOSES, ...purposes }), ...vendors.map(({ purpose }) => purpose)];
  if (name === 'gpp') return usnat ? Object.values({ ...USNAT_PURPOSES, ...usnat.purposes }) : [];
  const defaults = BRIDGE_PURPOSES[name as keyof typeof BRIDGE_PURPOSES];
  return typeof defaults === 'object' ? Object.values({ ...defaults, ...purposes }) : [];
}
