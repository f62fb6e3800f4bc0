import { announcedChange } from '@noren/model/publish';
import type { NoticeRecord } from '@noren/model/schema';
import type { PastConfigs } from './past-configs.ts';

/**
 * Tells whether a notice announced the change that took effect. Until that day an announcement may be put right, and who
 * was told something else before has not been told of this.
 * @param effectiveAt of the edition
 */
export async function toldChange(
  past: PastConfigs,
  document: string,
  { label, effectiveAt }: { readonly label: string; readonly effectiveAt: string },
): Promise<(notice: Pick<NoticeRecord, 'config' | 'language'>) => boolean> {
  const told = new Set<string>();
  let final: ReadonlyMap<string, string> | undefined;
  for await (const { config, stamp } of past.upTo(Date.parse(effectiveAt))) {
    const announced = announcedChange(config, document, label);
    if (announced.size === 0) break;
    final ??= announced;
    for (const [language, words] of announced) if (final.get(language) === words) told.add(`${stamp} ${language}`);
  }
  return ({ config, language }) => told.has(`${config} ${language}`);
}
