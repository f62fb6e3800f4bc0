import { draftPurposes } from './draft-purposes.ts';
import { draftRows } from './draft-rows.ts';
import type { Conversion, DraftSite } from './draft-site.ts';
import { draftWords } from './draft-words.ts';
import { keptDays, keptOn } from './kept-as.ts';
import { listOf, objectOf } from './object-of.ts';
import { plainText } from './plain-text.ts';
import { RegexText } from './read-literals.ts';
import { takenNames } from './taken-names.ts';
import { tellOthers } from './tell-others.ts';
import { NO_OPT_OUT, vanillaTakeOver } from './vanilla-take-over.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is read, or has no place here of which more could be said than its name. */
const KNOWN = [
  'languages',
  'cookie_name',
  'cookie_domain',
  'cookie_expiration',
  'revision',
  'current_lang',
  'force_consent',
  'page_scripts',
  'autoclear_cookies',
  'mode',
];

/** What a button of the notice does there → our word for it. */
const BUTTONS: Readonly<Record<string, string>> = {
  accept_all: 'acceptAll',
  accept_necessary: 'rejectAll',
  settings: 'settings',
};

/** A category, which is there where some language has a switch of it. */
interface Switched {
  readonly path: string;
  isAlways: boolean;
  isTicked: boolean;
  readonly title: Record<string, string>;
  readonly description: Record<string, string>;
  readonly cookies: unknown[];
}

/** A config of vanilla-cookieconsent 2. @see https://github.com/orestbida/cookieconsent/blob/v2.9.2/Readme.md */
export function fromVanilla2(config: Json, conversion: Conversion, edition: string): DraftSite {
  const { taken, left } = conversion;
  const purposes = draftPurposes(conversion);
  const rows = draftRows(conversion, edition);
  const words = draftWords(conversion);
  const switched: Record<string, Switched> = Object.create(null);

  for (const [language, value] of Object.entries(objectOf(config.languages))) {
    const path = `languages.${language}`;
    const { consent_modal: asks, settings_modal: settings } = objectOf(value) as Record<string, Json | undefined>;
    const map: Record<string, Record<string, readonly [string, string]>> = {
      consent_modal: { title: ['notice', 'title'] },
      settings_modal: {
        title: ['preferences', 'title'],
        accept_all_btn: ['preferences', 'acceptAll'],
        reject_all_btn: ['preferences', 'rejectAll'],
        save_settings_btn: ['preferences', 'save'],
      },
    };
    const texts: Record<string, unknown> = { consent_modal: asks, settings_modal: settings };
    for (const name of ['primary_btn', 'secondary_btn']) {
      const button = objectOf(objectOf(asks)[name]);
      const key = BUTTONS[String(button.role)];
      if (key && Object.hasOwn(BUTTONS, String(button.role))) map[`consent_modal.${name}`] = { text: ['notice', key] };
      texts[`consent_modal.${name}`] = { text: button.text };
    }
    words.add(language, path, texts, map);
    const [header] = listOf(objectOf(settings).cookie_table_headers).map((one) => Object.keys(objectOf(one))[0]);
    Array.from(listOf(objectOf(settings).blocks), objectOf).forEach((block, index) => {
      const { value: name, enabled, readonly } = objectOf(block.toggle);
      const at = `${path}.settings_modal.blocks[${index}]`;
      if (typeof name !== 'string' || !name) return;
      switched[name] ??= { path: at, isAlways: true, isTicked: false, title: {}, description: {}, cookies: [] };
      const one = switched[name];
      // Whoever could decide in one language could decide.
      one.isAlways &&= readonly === true;
      one.isTicked ||= enabled === true;
      const [title, description] = [plainText(block.title), plainText(block.description)];
      if (title) one.title[language] = title;
      if (description) one.description[language] = description;
      for (const row of Array.from(listOf(block.cookie_table), objectOf)) {
        const cookie = row[header ?? 'col1'] ?? Object.values(row)[0];
        if (one.path === at) one.cookies.push(row.is_regex === true ? new RegexText(String(cookie)) : cookie);
      }
    });
  }

  const categories: Record<string, string> = {};
  for (const [name, { path, isAlways, isTicked, title, description, cookies }] of takenNames(
    switched,
    'languages',
    left,
  )) {
    const purpose = purposes.add(name, isAlways, title, description);
    categories[name] = purpose;
    taken(`${path}.toggle`, `purpose ${purpose}`);
    if (isTicked && !isAlways)
      left(
        `${path}.toggle.enabled`,
        'nothing is ticked beforehand: a purpose waits for a yes; "refusalsOnly" in takeOver counts no yes of then',
      );
    if (cookies.length)
      rows.add({ path: `${path}.cookie_table`, name: `${name}-tags`, label: {}, purpose, choice: false, cookies });
  }
  if (config.mode === 'opt-out') left('mode', NO_OPT_OUT);
  tellOthers(config, '', KNOWN, left);
  const { cookie_name: name, revision } = config;
  const hasDialog = config.force_consent === true;
  if (hasDialog) taken('force_consent', 'notice.layout dialog');
  return {
    purposes: purposes.all(),
    rows: rows.all,
    words: words.all(),
    takeOver: vanillaTakeOver({ cookie: name, revision, categories }, edition),
    settings: {
      ...(hasDialog ? { notice: { layout: 'dialog' } } : {}),
      ...keptDays(conversion, 'cookie_expiration', config.cookie_expiration),
      ...keptOn(conversion, 'cookie_domain', config.cookie_domain),
    },
  };
}
