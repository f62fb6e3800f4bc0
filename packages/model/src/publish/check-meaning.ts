import { COOKIE_MAX_LENGTH, encodeDecisions } from '../cookie-value.ts';
import { mailWords } from '../mail/mail-words.ts';
import type { SiteConfig, Text } from '../schema/index.ts';
import { shippedLanguages, shippedWords } from '../words/shipped.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkAnalytics } from './check-analytics.ts';
import { checkBridges, checkConsentMode } from './check-bridges.ts';
import { checkCharacters } from './check-characters.ts';
import { checkDatesInOrder } from './check-dates-in-order.ts';
import { checkDebug } from './check-debug.ts';
import { checkDocuments } from './check-documents.ts';
import { checkJointUse } from './check-joint-use.ts';
import { checkMail } from './check-mail.ts';
import { checkPersonalUrls } from './check-personal-urls.ts';
import { checkRegister } from './check-register.ts';
import { checkTakeOver } from './check-take-over.ts';
import { error, type Finding, pathText, warning } from './finding.ts';
import { plainWords } from './plain-words.ts';
import { STRICTEST_FIRST } from './strictest-first.ts';
import { textsOf } from './texts-of.ts';

const DAY_MS = 86_400_000;

type Found = Finding | undefined | false;

/** What the shape cannot say: ids that repeat or lead nowhere, cycles, editions out of order, texts that are missing. */
export function checkMeaning(config: SiteConfig): Finding[] {
  return [
    ...duplicates(
      'purposes',
      config.purposes.map(({ id }) => id),
    ),
    ...duplicates(
      'services',
      config.services.map(({ id }) => id),
    ),
    ...duplicates(
      'entities',
      config.entities.map(({ id }) => id),
    ),
    ...duplicates(
      'editions',
      config.editions.map(({ label }) => label),
      'label',
    ),
    ...duplicateTypes(config),
    ...references(config),
    ...cycles(config),
    ...editions(config),
    ...checkDatesInOrder('editions', config.editions),
    ...languages(config),
    ...checkAddresses(config),
    ...checkRegister(config),
    ...checkDocuments(config),
    ...checkJointUse(config),
    ...checkPersonalUrls(config),
    ...checkMail(config),
    ...checkTakeOver(config),
    ...checkBridges(config),
    ...checkConsentMode(config),
    ...checkAnalytics(config),
    ...checkDebug(config),
    ...words(config),
    ...cookieLength(config),
    ...markup(config, []),
    ...checkCharacters(config),
  ];
}

function duplicates(list: string, values: readonly string[], key = 'id'): Finding[] {
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    const at = first.get(value);
    if (at === undefined) first.set(value, index);
    return at === undefined
      ? []
      : [
          error(
            'duplicate-id',
            `${list}[${index}].${key}`,
            value,
            `give it another ${key}: ${list}[${at}] has this one`,
          ),
        ];
  });
}

/** Types of Consent Mode that two purposes grant, or one grants twice. */
function duplicateTypes({ purposes }: SiteConfig): Finding[] {
  const first = new Map<string, string>();
  return purposes.flatMap(({ consentMode = [] }, index) =>
    consentMode.flatMap((type, at) => {
      const path = `purposes[${index}].consentMode[${at}]`;
      const earlier = first.get(type);
      if (earlier === undefined) first.set(type, path);
      return earlier === undefined
        ? []
        : [error('duplicate-id', path, type, `take it out of one of them: ${earlier} has this type`)];
    }),
  );
}

function references({ purposes, services, entities, entity, responsible }: SiteConfig): Finding[] {
  const known = purposes.map(({ id }) => id);
  const companies = entities.map(({ id }) => id);
  const company = (path: string, id: string | undefined): Found =>
    id !== undefined && !companies.includes(id) && error('unknown-entity', path, id, `one of ${companies.join(', ')}`);
  const found: Found[] = [
    company('entity', entity),
    company('responsible', responsible),
    ...services.map(({ collector }, index) => company(`services[${index}].collector`, collector)),
    ...services.map(
      ({ purpose }, index) =>
        !known.includes(purpose) &&
        error('unknown-purpose', `services[${index}].purpose`, purpose, `one of ${known.join(', ')}`),
    ),
    ...services.map(({ mode, purpose }, index) => {
      const own = purposes.find(({ id }) => id === purpose)?.mode;
      const never = (own === 'always' && mode?.startsWith('opt-')) || (own === 'notify' && mode === 'opt-in');
      return (
        never &&
        error(
          'service-stricter-than-purpose',
          `services[${index}].mode`,
          mode,
          `put it under a purpose that asks: nobody is asked about "${purpose}"`,
        )
      );
    }),
    ...services.map(({ mode, purpose }, index) => {
      const own = purposes.find(({ id }) => id === purpose)?.mode;
      return (
        own !== undefined &&
        mode !== undefined &&
        STRICTEST_FIRST.indexOf(mode) > STRICTEST_FIRST.indexOf(own) &&
        error(
          'mode-wider-than-purpose',
          `services[${index}].mode`,
          mode,
          `"${own}" as its purpose, or stricter: it would run where "${purpose}" is said to wait or to stop. What needs less is another purpose`,
        )
      );
    }),
    ...purposes.flatMap(({ requires = [] }, index) =>
      requires.map(
        (id, at) =>
          !known.includes(id) &&
          error('unknown-purpose', `purposes[${index}].requires[${at}]`, id, `one of ${known.join(', ')}`),
      ),
    ),
    ...purposes.flatMap(({ mode, requires = [] }, index) =>
      requires.map(
        (id, at) =>
          mode !== 'opt-in' &&
          purposes.some((purpose) => purpose.id === id && purpose.mode === 'opt-in') &&
          error(
            'requires-stricter-mode',
            `purposes[${index}].requires[${at}]`,
            id,
            `give this purpose the mode "opt-in" too: it could not run before "${id}" is allowed`,
          ),
      ),
    ),
    !purposes.some(({ mode }) => mode === 'always') &&
      warning(
        'no-necessary-purpose',
        'purposes',
        known,
        'add a purpose with mode "always" that tells what the site cannot do without',
      ),
  ];
  return found.filter((finding): finding is Finding => Boolean(finding));
}

function cycles({ purposes }: SiteConfig): Finding[] {
  const requires = new Map(purposes.map((purpose) => [purpose.id, purpose.requires ?? []]));
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (requires.get(from) ?? []).some(
      (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
    );
  return purposes.flatMap(({ id, requires: needs }, index) =>
    reaches(id, id, new Set())
      ? [
          error(
            'purpose-cycle',
            `purposes[${index}].requires`,
            needs,
            'a purpose cannot require itself, directly or through others',
          ),
        ]
      : [],
  );
}

function editions(config: SiteConfig): Finding[] {
  const ids = config.purposes.map(({ id }) => id);
  return config.editions.flatMap((edition, index) => {
    const before = config.editions[index - 1];
    const found: Finding[] = [];
    if (before && Date.parse(before.effectiveAt) > Date.parse(edition.effectiveAt)) {
      found.push(
        error(
          'edition-order',
          `editions[${index}].effectiveAt`,
          edition.effectiveAt,
          `not before ${before.effectiveAt}: editions are listed in order of time`,
        ),
      );
    }
    // A day begins up to fourteen hours before UTC's.
    if (Date.parse(edition.date) - Date.parse(edition.effectiveAt) > DAY_MS) {
      found.push(
        warning(
          'edition-dated-late',
          `editions[${index}].date`,
          edition.date,
          `the day of publication, ${edition.effectiveAt.slice(0, 10)} or before: it says that the edition was in force before it was published`,
        ),
      );
    }
    for (const [at, subject] of edition.affects.entries()) {
      const fix = edition.material && asksNobody(subject, ids);
      if (fix) found.push(warning('edition-affects-nothing', `editions[${index}].affects[${at}]`, subject, fix));
    }
    return found;
  });
}

// Other subjects ask nobody, and are meant to. These look as if they were to ask.
function asksNobody(subject: string, purposes: readonly string[]): string | undefined {
  const [, kind, named = subject] = /^(purposes?|providers?|services?)\s*:\s*(.*)$/i.exec(subject) ?? [];
  if (kind === undefined && !purposes.includes(named)) return undefined;
  if (kind === 'purposes' || kind === 'providers')
    return purposes.includes(named) ? undefined : `no purpose "${named}" on this site: nobody is asked again for it`;
  return `"purposes:${named}", or "providers:${named}" where its recipients changed: as it is, nobody is asked again for it`;
}

function languages(config: SiteConfig): Finding[] {
  const texts = textsOf(config);
  return config.languages.flatMap((language) => [
    ...(shippedLanguages.includes(language) || config.words?.[language]
      ? []
      : [
          warning(
            'missing-language',
            'languages',
            language,
            `add words.${language}: Noren ships ${shippedLanguages.join(' and ')}, others fall back to English`,
          ),
        ]),
    ...texts
      .filter(([path, text]) => text[language] && !plainWords(text[language]) && !hasOwnRule(path, text))
      .map(([path, text]) =>
        warning('blank-text', `${path}.${language}`, text[language], 'write it: a space is shown as it stands'),
      ),
    ...texts
      .filter(([, text]) => !text[language])
      .map(([path, text]) => {
        const shown = config.languages.find((one) => text[one]) ?? Object.keys(text)[0];
        // Who reads Japanese first is owed the register in it.
        const owed = language === config.languages[0] && /^ja\b/.test(language);
        return (owed ? error : warning)(
          'missing-language',
          path,
          language,
          `add the text in "${language}"; until then "${shown}" is shown`,
        );
      }),
  ]);
}

/** Blank ones that are an error: all of joint use, and a section that is blank in every language. */
function hasOwnRule(path: string, text: Text): boolean {
  const isBlank = Object.values(text).every((words) => !plainWords(words));
  return path.startsWith('jointUse') || (isBlank && /\.sections\[\d+\]\.(?:body|items)/.test(path));
}

// A misspelt key would leave the shipped word in its place, unnoticed.
function words(config: SiteConfig): Finding[] {
  const { notice, again, preferences, register, advertising, documents, jointUse, link } = shippedWords('en');
  const known = {
    notice: [...Object.keys(notice), 'body'],
    preferences: Object.keys(preferences),
    register: Object.keys(register),
    again: Object.keys(again),
    advertising: Object.keys(advertising),
    documents: Object.keys(documents),
    jointUse: Object.keys(jointUse),
    link: Object.keys(link),
    mail: Object.keys(mailWords('en')),
  };
  return Object.entries(config.words ?? {}).flatMap(([language, replaced]) =>
    (Object.keys(known) as (keyof typeof known)[]).flatMap((surface) =>
      Object.entries(replaced[surface] ?? {})
        .filter(([key]) => !known[surface].includes(key))
        .map(([key, received]) =>
          error(
            'unknown-key',
            pathText(['words', language, surface, key]),
            received,
            `one of ${known[surface].join(', ')}`,
          ),
        ),
    ),
  );
}

// A choice that does not fit into the cookie could not be kept, so the longest one is tried.
function cookieLength({ purposes, services, editions: { length } }: SiteConfig): Finding[] {
  const decision = { granted: false, edition: length, at: 9_999_999_999 };
  const offered = services.filter(({ choice }) => choice);
  const longest = encodeDecisions({
    purposes: Object.fromEntries(purposes.map(({ id }) => [id, decision])),
    services: Object.fromEntries(offered.map(({ id }) => [id, false])),
    gpc: true,
    seen: length,
    unsent: '0'.repeat(36),
    // A browser's request carries quotes and commas as three characters each.
  }).replace(/[",]/g, '%22').length;
  return longest > COOKIE_MAX_LENGTH
    ? [
        error(
          'cookie-too-long',
          'services',
          longest,
          `at most ${COOKIE_MAX_LENGTH} characters when everything is refused: offer fewer services a switch of their own`,
        ),
      ]
    : [];
}

// Text is shown as text. Markup in it is harmless and would be read aloud as it stands, so its author should know.
function markup(value: unknown, path: (string | number)[]): Finding[] {
  if (typeof value === 'string') {
    const at = path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index ? `.${key}` : key)).join('');
    return /<\/?[a-z!][^>]*>/i.test(value)
      ? [warning('markup-in-text', at, value, 'write plain text: it is shown as it stands, never as HTML')]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    markup(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
