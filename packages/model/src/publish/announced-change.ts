import type { SiteConfig } from '../schema/index.ts';
import { buildChangeNotice } from './build-change-notice.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * What a config says that an edition changes, per language, as canonical JSON: who was told one text has not been told of
 * another. Its number is for the files and left out.
 * @param id id of the document
 * @param label label of the edition
 * @returns empty where the config does not have it
 */
export function announcedChange(config: SiteConfig, id: string, label: string): ReadonlyMap<string, string> {
  return new Map(
    config.languages.flatMap((language) => {
      const notice = buildChangeNotice(config, id, label, language);
      if (!notice) return [];
      const { documentNumber: _, ...change } = notice.edition;
      return [[language, canonicalJson(change)]];
    }),
  );
}
