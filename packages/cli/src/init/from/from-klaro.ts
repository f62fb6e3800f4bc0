import { draftPurposes } from './draft-purposes.ts';
import { draftRows } from './draft-rows.ts';
import type { Conversion, DraftSite, Texts } from './draft-site.ts';
import { draftWords } from './draft-words.ts';
import { keptDays, keptOn } from './kept-as.ts';
import { listOf, objectOf } from './object-of.ts';
import { plainText } from './plain-text.ts';
import { takenNames } from './taken-names.ts';
import { tellOthers } from './tell-others.ts';

type Json = Readonly<Record<string, unknown>>;

const KNOWN = [
  'translations',
  'storageMethod',
  'storageName',
  'cookieName',
  'cookieDomain',
  'cookieExpiresAfterDays',
  'mustConsent',
  'default',
  'required',
  'version',
  'lang',
];

const OF_SERVICE = ['name', 'title', 'purposes', 'required', 'default', 'optOut', 'cookies', 'translations'];

/** Their word → ours. */
const WORDS = {
  '': { acceptAll: ['notice', 'acceptAll'], decline: ['notice', 'rejectAll'], save: ['preferences', 'save'] },
  consentNotice: { title: ['notice', 'title'], learnMore: ['notice', 'settings'] },
  consentModal: { title: ['preferences', 'title'] },
} as const;

/** Where Klaro keeps what holds for every language. */
const EVERY = 'zz';

/** A config of Klaro. @see https://klaro.org/docs/integration/annotated-configuration */
export function fromKlaro(config: Json, conversion: Conversion, edition: string): DraftSite {
  const { languages, taken, left } = conversion;
  const translations = objectOf(config.translations);
  const purposes = draftPurposes(conversion);
  const rows = draftRows(conversion, edition);
  const words = draftWords(conversion);
  const named = (of: (texts: Json) => unknown): Texts =>
    Object.fromEntries(
      languages.flatMap((one) => {
        const text = plainText(of(objectOf(translations[one]))) ?? plainText(of(objectOf(translations[EVERY])));
        return text ? [[one, text]] : [];
      }),
    );

  const byName = new Map<string, readonly [place: number, service: Json]>();
  // What could not be read is told already, and is not among them.
  // Before version 0.7 they were called otherwise, and Klaro still takes them so.
  const all = config.services === undefined ? 'apps' : 'services';
  listOf(config[all]).forEach((entry, index) => {
    const service = objectOf(entry);
    if (typeof service.name === 'string' && service.name) byName.set(service.name, [index, service]);
    else left(`${all}[${index}]`, 'it has no name');
  });
  const services: Record<string, string | string[]> = {};
  for (const [name, [index, service]] of takenNames(Object.fromEntries(byName), all, left)) {
    const path = `${all}[${index}]`;
    const isRequired = (service.required ?? config.required) === true;
    const theirs = listOf(service.purposes).filter((one): one is string => typeof one === 'string' && one !== '');
    if (!theirs.length && !isRequired) {
      left(path, 'it names no purpose: add it to a purpose, and to takeOver, by hand');
      continue;
    }
    const ids = isRequired
      ? [purposes.add('necessary', true, {}, {})]
      : theirs.map((one) =>
          purposes.add(
            one,
            false,
            named(({ purposes: texts }) => objectOf(objectOf(texts)[one]).title ?? objectOf(texts)[one]),
            named(({ purposes: texts }) => objectOf(objectOf(texts)[one]).description),
          ),
        );
    const [purpose = '', ...more] = [...new Set(ids)];
    services[name] = more.length ? [purpose, ...more] : purpose;
    taken(path, `purpose ${[purpose, ...more].join(', ')}`);
    if ((service.default ?? config.default) === true && !isRequired)
      left(
        `${path}.default`,
        'nothing is ticked beforehand: a purpose waits for a yes; "refusalsOnly" in takeOver counts no yes of then',
      );
    if (service.optOut === true)
      left(`${path}.optOut`, 'its purpose waits for a yes here; whoever answers for legal questions may say otherwise');
    if (more.length) left(`${path}.purposes`, `a row has one purpose, which is ${purpose}: it runs with that alone`);
    const own = objectOf(service.translations);
    const label = Object.fromEntries(
      languages.flatMap((one) => {
        const title = objectOf(own[one]).title ?? objectOf(own[EVERY]).title ?? service.title;
        const text = plainText(title) ?? named((texts) => objectOf(texts[name]).title)[one];
        return text ? [[one, text]] : [];
      }),
    );
    tellOthers(service, path, OF_SERVICE, left);
    rows.add({ path: `${path}.cookies`, name, label, purpose, choice: !isRequired, cookies: service.cookies });
  }

  for (const [language, translation] of Object.entries(translations))
    if (language !== EVERY) words.add(language, `translations.${language}`, objectOf(translation), WORDS);
  tellOthers(config, '', [...KNOWN, all], left);
  const kept = config.storageName ?? config.cookieName;
  const hasDialog = config.mustConsent === true;
  if (hasDialog) taken('mustConsent', 'notice.layout dialog');
  if (config.storageMethod === 'sessionStorage')
    left('storageMethod', 'what is kept until the browser is closed is not taken over');
  return {
    purposes: purposes.all(),
    rows: rows.all,
    words: words.all(),
    takeOver: {
      klaro: { ...(typeof kept === 'string' && kept !== 'klaro' ? { cookie: kept } : {}), services },
      edition,
      markup: ['klaro'],
    },
    settings: {
      ...(hasDialog ? { notice: { layout: 'dialog' } } : {}),
      ...keptDays(conversion, 'cookieExpiresAfterDays', config.cookieExpiresAfterDays),
      ...keptOn(conversion, 'cookieDomain', config.cookieDomain),
    },
  };
}
