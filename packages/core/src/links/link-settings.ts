import type { RuntimeConfig } from '@noren/model/schema';

/** The two purposes, and for how many days a refusal is not asked about again. */
export function linkSettings({ links }: Pick<RuntimeConfig, 'links'>) {
  const { identification = 'identification', linking = 'linking', askAgainDays = 180 } = links || {};
  return { identification, linking, askAgainDays };
}
