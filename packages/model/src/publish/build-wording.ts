import { addressIn } from '../address-in.ts';
import { mailPreferencesWords } from '../mail/mail-words.ts';
import { personalUrlSettings } from '../personal-url.ts';
import type { Address, Edition, LinkWords, Mode, PersonalUrls, SiteConfig, Text, Wording } from '../schema/index.ts';
import { textIn } from '../text-in.ts';
import { fill } from '../words/fill.ts';
import { shippedWords } from '../words/shipped.ts';
import { editionAt, purposesAffected, rowsInForce } from './edition-at.ts';
import { noticeBody } from './notice-body.ts';

/**
 * Everything that a visitor of the site can be shown in one language: the notice, the preferences, every purpose and
 * every row of the register. Its hash stands in each record, so it is complete and contains nothing else.
 * @param documents name of the file with the documents, which carries the hash of their content
 */
export function buildWording(config: SiteConfig, language: string, now: Date, documents?: string): Wording {
  const say = (text: Text): string => textIn(text, language, config.languages).words;
  const lead = (address: Address): string => addressIn(address, language, config.languages);
  const shipped = shippedWords(language);
  const edition = editionAt(config, now);
  const nameOf = (id: string): string =>
    say(config.entities.find((entity) => entity.id === id)?.name ?? { [language]: id });
  const replaced = config.words?.[language];
  const modeOf = (purpose: string): Mode | undefined => config.purposes.find(({ id }) => id === purpose)?.mode;
  const inForce = rowsInForce(config, now);
  const trace = ({
    name,
    lifetime,
  }: {
    name: string;
    lifetime?: Text | undefined;
  }): { name: string; lifetime?: string } => ({
    name,
    ...(lifetime ? { lifetime: say(lifetime) } : {}),
  });
  const inWords = (one: Edition): Wording['edition'] => {
    const { label, date, effectiveAt, changes } = one;
    const asks = purposesAffected(config, one);
    return { label, date, effectiveAt, changes: changes.map(say), ...(asks.length ? { asks } : {}) };
  };
  const coming = config.editions.slice(config.editions.indexOf(edition) + 1).map(inWords);
  const notice = { ...shipped.notice, ...replaced?.notice };
  const register = { ...shipped.register, ...replaced?.register };
  return {
    site: config.site,
    language,
    timeZone: config.timeZone ?? 'Asia/Tokyo',
    edition: inWords(edition),
    formerEditions: config.editions.slice(0, config.editions.indexOf(edition)).map(inWords),
    ...(coming.length ? { comingEditions: coming } : {}),
    responsible: nameOf(config.responsible),
    entity: nameOf(config.entity),
    registerUrl: lead(config.registerUrl),
    ...(config.policyUrl ? { policyUrl: lead(config.policyUrl) } : {}),
    ...(documents ? { documents } : {}),
    notice: {
      ...noticeBody(config, notice, shipped.separator, say),
      register: fill(notice.register, { edition: edition.label }),
    },
    again: { ...shipped.again, ...replaced?.again },
    preferences: { ...shipped.preferences, ...replaced?.preferences },
    register,
    advertising: { ...shipped.advertising, ...replaced?.advertising },
    embed: { ...shipped.embed, ...replaced?.embed },
    ...(config.industryOptOuts?.length
      ? {
          industryOptOuts: config.industryOptOuts.map(({ name, operator, url, covers }) => ({
            name: say(name),
            operator: say(operator),
            url: lead(url),
            covers: say(covers),
          })),
        }
      : {}),
    ...(config.personalUrls
      ? { link: linkWords(config.personalUrls, { ...shipped.link, ...replaced?.link }, say) }
      : {}),
    ...(config.mail ? { mail: mailPreferencesWords(language, replaced?.mail) } : {}),
    purposes: config.purposes.map(({ id, mode, title, description, refused }) => ({
      id,
      mode,
      title: say(title),
      description: say(description),
      ...(refused ? { refused: say(refused) } : {}),
      services: inForce.filter(({ purpose }) => purpose === id).map((service) => service.id),
    })),
    services: config.services.map((service) => ({
      id: service.id,
      ...(service.mode && service.mode !== modeOf(service.purpose) ? { mode: service.mode } : {}),
      name: say(service.name),
      recipient: service.recipient ? say(service.recipient) : register.recipientUnconfirmed,
      information: service.information.map(say),
      ownPurpose: say(service.ownPurpose),
      recipientPurpose: service.recipientPurpose ? say(service.recipientPurpose) : null,
      collector: nameOf(service.collector ?? config.entity),
      country: service.country ? countryName(service.country, language) : null,
      ...(service.joinsPerson ? { joinsPerson: say(service.joinsPerson) } : {}),
      cookies: (service.cookies ?? []).map((cookie) => ({
        ...trace(cookie),
        ...(cookie.httpOnly ? { httpOnly: true as const } : {}),
      })),
      storage: (service.storage ?? []).map(trace),
      ...Object.fromEntries(LATER.flatMap((kind) => (service[kind]?.length ? [[kind, service[kind].map(trace)]] : []))),
      ...(service.policyUrl ? { policyUrl: lead(service.policyUrl) } : {}),
      ...(service.optOutUrl
        ? {
            optOutUrl: lead(service.optOutUrl),
            optOutStops: service.optOutStops ? say(service.optOutStops) : register.stopsUnconfirmed,
          }
        : {}),
      ...(service.choice ? { choice: true as const } : {}),
      ...asItIs(service),
      ...(service.lastEdition && !inForce.includes(service) ? { endedPurpose: service.purpose } : {}),
    })),
  };
}

function linkWords(
  personalUrls: PersonalUrls,
  words: Readonly<Record<string, string>>,
  say: (text: Text) => string,
): LinkWords {
  const { identification, linking, joined, keptFor } = personalUrlSettings(personalUrls);
  return { identification, linking, joined: joined.map(say), keptFor: say(keptFor), words };
}

/** Absent where a row has none: rows from before there were these are worded as they were, and so is their hash. */
const LATER = ['databases', 'caches', 'workers'] as const;

const AS_IT_IS = ['optOutReach', 'category', 'firstEdition', 'changedEdition', 'lastEdition'] as const;

type AsItIs = Partial<Pick<SiteConfig['services'][number], (typeof AS_IT_IS)[number]>>;

/** The parts of a row that are the same in every language. */
function asItIs(row: AsItIs): AsItIs {
  return Object.fromEntries(AS_IT_IS.flatMap((key) => (row[key] === undefined ? [] : [[key, row[key]]])));
}

function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}
