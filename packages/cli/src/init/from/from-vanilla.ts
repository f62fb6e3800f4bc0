import { draftPurposes } from './draft-purposes.ts';
import { draftRows } from './draft-rows.ts';
import type { Conversion, DraftSite, Texts } from './draft-site.ts';
import { draftWords } from './draft-words.ts';
import { keptDays, keptOn } from './kept-as.ts';
import { listOf, objectOf } from './object-of.ts';
import { plainText } from './plain-text.ts';
import { takenNames } from './taken-names.ts';
import { tellOthers } from './tell-others.ts';
import { NO_OPT_OUT, vanillaTakeOver } from './vanilla-take-over.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is read, or has no place here of which more could be said than its name. */
const KNOWN = ['categories', 'cookie', 'language', 'guiOptions', 'disablePageInteraction', 'revision', 'mode'];

/** Their word → ours. */
const WORDS = {
  consentModal: {
    title: ['notice', 'title'],
    acceptAllBtn: ['notice', 'acceptAll'],
    acceptNecessaryBtn: ['notice', 'rejectAll'],
    showPreferencesBtn: ['notice', 'settings'],
  },
  preferencesModal: {
    title: ['preferences', 'title'],
    acceptAllBtn: ['preferences', 'acceptAll'],
    acceptNecessaryBtn: ['preferences', 'rejectAll'],
    savePreferencesBtn: ['preferences', 'save'],
  },
} as const;

/** A config of vanilla-cookieconsent 3. @see https://cookieconsent.orestbida.com/reference/configuration-reference.html */
export function fromVanilla(config: Json, conversion: Conversion, edition: string): DraftSite {
  const { languages, taken, left } = conversion;
  const translations = objectOf(objectOf(config.language).translations);
  const purposes = draftPurposes(conversion);
  const rows = draftRows(conversion, edition);
  const words = draftWords(conversion);
  const categories: Record<string, string> = {};
  const services: Record<string, string> = {};

  const section = (name: string, key: string): Texts =>
    Object.fromEntries(
      languages.flatMap((one) => {
        // What could not be read in between is nothing, as in any list.
        const sections = Array.from(listOf(objectOf(objectOf(translations[one]).preferencesModal).sections), objectOf);
        const text = plainText(sections.find(({ linkedCategory }) => linkedCategory === name)?.[key]);
        return text ? [[one, text]] : [];
      }),
    );

  for (const [name, value] of takenNames(objectOf(config.categories), 'categories', left)) {
    const path = `categories.${name}`;
    const { readOnly, enabled, autoClear, services: own } = objectOf(value);
    tellOthers(objectOf(value), path, ['readOnly', 'enabled', 'autoClear', 'services'], left);
    tellOthers(objectOf(autoClear), `${path}.autoClear`, ['cookies'], left);
    const purpose = purposes.add(name, readOnly === true, section(name, 'title'), section(name, 'description'));
    categories[name] = purpose;
    taken(path, `purpose ${purpose}`);
    if (enabled === true && readOnly !== true)
      left(
        `${path}.enabled`,
        'nothing is ticked beforehand: a purpose waits for a yes; "refusalsOnly" in takeOver counts no yes of then',
      );
    for (const [key, service] of takenNames(objectOf(own), `${path}.services`, left)) {
      const { label, cookies } = objectOf(service);
      tellOthers(objectOf(service), `${path}.services.${key}`, ['label', 'cookies'], left);
      const text = plainText(label) ?? key;
      const id = rows.add({
        path: `${path}.services.${key}`,
        name: key,
        label: Object.fromEntries(languages.map((one) => [one, text])),
        purpose,
        choice: readOnly !== true,
        cookies,
      });
      // Nobody decides about the others.
      if (readOnly !== true) services[key] = id;
    }
    const cleared = objectOf(autoClear).cookies;
    if (!Object.keys(objectOf(own)).length && Array.isArray(cleared))
      rows.add({
        path: `${path}.autoClear.cookies`,
        name: `${name}-tags`,
        label: {},
        purpose,
        choice: false,
        cookies: cleared,
      });
    else if (Array.isArray(cleared))
      left(`${path}.autoClear`, 'put each of its cookies into the row of the service that writes it');
  }

  for (const [language, translation] of Object.entries(translations)) {
    const path = `language.translations.${language}`;
    if (typeof translation === 'string') left(path, 'its texts are in another file: copy them over');
    else {
      words.add(language, path, objectOf(translation), WORDS);
      if (languages.some((one) => one === language)) tellSections(objectOf(translation), path, left);
    }
  }
  tellOthers(objectOf(config.language), 'language', ['default', 'translations'], left);
  const { name, domain, expiresAfterDays } = objectOf(config.cookie);
  tellOthers(objectOf(config.cookie), 'cookie', ['name', 'domain', 'expiresAfterDays', 'useLocalStorage'], left);
  if (config.mode === 'opt-out') left('mode', NO_OPT_OUT);
  if (config.guiOptions !== undefined)
    left('guiOptions', 'how it looks is said by "notice" and in CSS: docs/config.md');
  tellOthers(config, '', KNOWN, left);
  const hasDialog = config.disablePageInteraction === true;
  if (hasDialog) taken('disablePageInteraction', 'notice.layout dialog');
  return {
    purposes: purposes.all(),
    rows: rows.all,
    words: words.all(),
    takeOver: vanillaTakeOver({ cookie: name, revision: config.revision, categories, services }, edition),
    settings: {
      ...(hasDialog ? { notice: { layout: 'dialog' } } : {}),
      ...keptDays(conversion, 'cookie.expiresAfterDays', expiresAfterDays),
      ...keptOn(conversion, 'cookie.domain', domain),
    },
  };
}

/** What stands in the settings beside the titles and descriptions of categories. */
function tellSections(translation: Json, path: string, left: Conversion['left']): void {
  Array.from(listOf(objectOf(translation.preferencesModal).sections), objectOf).forEach((section, index) => {
    const at = `${path}.preferencesModal.sections[${index}]`;
    if (section.linkedCategory === undefined && (section.title ?? section.description) !== undefined)
      left(at, 'it is about no category: what it says belongs into the register, or on a page that links to it');
    else tellOthers(section, at, ['title', 'description', 'linkedCategory'], left, 'rows of the register tell this');
  });
}
