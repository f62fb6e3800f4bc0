import type { ChangeNotice, SiteConfig } from '../schema/index.ts';
import { buildDocuments, documentWordsOf } from './build-documents.ts';

/**
 * What a change notice says, whole, in one language: the bytes whose hash a proof of it names.
 * @param id id of the document, `handling-notice` for the notice
 * @param label label of the edition that is announced
 * @returns undefined where the config has no such document, edition or language
 */
export function buildChangeNotice(
  config: SiteConfig,
  id: string,
  label: string,
  language: string,
): ChangeNotice | undefined {
  if (!config.languages.includes(language)) return undefined;
  const shown = buildDocuments(config, language).find((document) => document.id === id);
  const edition = shown?.editions.find((one) => one.label === label);
  if (!shown || !edition) return undefined;
  const words = documentWordsOf(config, language);
  const { title, overrides, emergency, withdrawUrl } = shown;
  return {
    site: config.site,
    language,
    document: id,
    title,
    ...(overrides ? { overrides } : {}),
    ...(emergency ? { emergency } : {}),
    heading: words.notice,
    edition,
    ...(withdrawUrl ? { withdrawUrl, disagree: words.disagree, withdraw: words.withdraw } : {}),
  };
}
