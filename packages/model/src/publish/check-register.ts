import { getDomain } from 'tldts';
import { catalogue } from '../catalogue/index.ts';
import type { Service, SiteConfig, Text } from '../schema/index.ts';
import type { Finding } from './finding.ts';
import { saysNothing, vagueWord } from './vague-words.ts';

/** Where the rules come from, for whoever has to explain a finding. */
const TRANSMISSION = '電気通信事業法 27条の12（外部送信規律）';
const PERSONAL = '個人情報保護法 31条（個人関連情報）';
const EDITIONS = 'dated history of the register';

type Rule = (config: SiteConfig, row: Service, path: string) => (Finding | undefined)[];

/**
 * The lint of a register: what the shape of a row cannot say. Findings of severity `error` refuse a config; what is
 * still being confirmed is a warning, and an error where nothing may be left open.
 */
export function checkRegister(config: SiteConfig): Finding[] {
  const rows = config.services.flatMap((row, index) =>
    RULES.flatMap((rule) => rule(config, row, `services[${index}]`)).filter((found) => found !== undefined),
  );
  return [...rows, ...duplicateTags(config.services)];
}

const finding = (
  severity: Finding['severity'],
  code: string,
  path: string,
  received: unknown,
  fix: string,
  source: string,
): Finding => ({ severity, code, path, received, fix, source });

const plainItems: Rule = (_, { information }, path) =>
  information.flatMap((item, at) =>
    Object.entries(item).map(([language, text]) => {
      const word = vagueWord(text);
      return word === undefined
        ? undefined
        : finding(
            'error',
            'vague-item',
            `${path}.information[${at}].${language}`,
            text,
            `name every item by itself instead of "${word}"`,
            TRANSMISSION,
          );
    }),
  );

const telling: Rule = (_, { ownPurpose, recipientPurpose }, path) =>
  Object.entries({ ownPurpose, recipientPurpose }).flatMap(([key, words]) =>
    Object.entries((words ?? {}) as Text).map(([language, text]) => {
      const at = `${path}.${key}.${language}`;
      const word = vagueWord(text);
      if (saysNothing(text))
        return finding(
          'error',
          'purpose-says-nothing',
          at,
          text,
          'say what is done with the information, e.g. "閲覧状況の集計と、ページの改善"',
          TRANSMISSION,
        );
      return word === undefined
        ? undefined
        : finding('warning', 'vague-purpose', at, text, `name every use instead of "${word}"`, TRANSMISSION);
    }),
  );

const confirmed: Rule = (_, { recipientPurpose, country }, path) => [
  recipientPurpose === null
    ? finding(
        'warning',
        'unconfirmed-purpose',
        `${path}.recipientPurpose`,
        null,
        'ask the recipient, or read its policy, and say its own purpose; until then it is shown as being confirmed',
        TRANSMISSION,
      )
    : undefined,
  country
    ? undefined
    : finding(
        'warning',
        'unconfirmed-country',
        `${path}.country`,
        country,
        'the ISO 3166-1 code of where the recipient is established; until then it is shown as being confirmed',
        PERSONAL,
      ),
];

const held: Rule = ({ purposes }, row, path) => {
  const mode = row.mode ?? purposes.find(({ id }) => id === row.purpose)?.mode;
  const named = [...(row.hosts ?? []), ...(row.cookies ?? []), ...(row.storage ?? [])].length > 0;
  return [
    mode === 'opt-in' && !named
      ? finding(
          'warning',
          'opt-in-without-trace',
          path,
          row.id,
          'name its hosts, cookies or storage: nobody can check otherwise that it waits for a yes',
          TRANSMISSION,
        )
      : undefined,
    mode === 'notify' && row.optOutUrl === undefined && row.category === 'advertising'
      ? finding(
          'warning',
          'advertising-without-opt-out',
          `${path}.optOutUrl`,
          undefined,
          "the address of the provider's own procedure, or the mode opt-out: an ad that nobody can stop is only told",
          TRANSMISSION,
        )
      : undefined,
    row.optOutUrl !== undefined && row.optOutStops === undefined
      ? finding(
          'warning',
          'opt-out-untold',
          `${path}.optOutStops`,
          undefined,
          'say what the procedure stops: the sending, or only the use',
          TRANSMISSION,
        )
      : undefined,
  ];
};

// A procedure on somebody else's domain may be anybody's: it must be the provider's own, or the one that the catalogue knows.
const ownProcedure: Rule = (_, { provider, optOutUrl, policyUrl, hosts }, path) => {
  if (optOutUrl === undefined) return [];
  const known = catalogue.find(({ id }) => id === provider);
  if (known?.optOutUrl === optOutUrl) return [];
  const places = [policyUrl, known?.policyUrl, known?.optOutUrl, ...(hosts ?? []), ...(known?.domains ?? [])];
  const own = new Set(places.flatMap((place) => (place ? (domainOf(place) ?? []) : [])));
  if (own.size === 0 || own.has(domainOf(optOutUrl) ?? '')) return [];
  return [
    finding(
      'error',
      'foreign-opt-out',
      `${path}.optOutUrl`,
      optOutUrl,
      `an address of the provider's own: ${[...own].join(', ')}`,
      TRANSMISSION,
    ),
  ];
};

/** The registrable domain, by the public suffix list; the host itself where there is none, as on this machine. */
function domainOf(place: string): string | undefined {
  const host = URL.canParse(place) ? new URL(place).hostname : place.replace(/^\*\./, '').replace(/:\d+$/, '');
  return getDomain(host) ?? (host || undefined);
}

const dated: Rule = ({ editions }, row, path) => {
  const sequence = (label: string | undefined): number => editions.findIndex((edition) => edition.label === label);
  const unknown = (['firstEdition', 'changedEdition', 'lastEdition'] as const).map((key) =>
    row[key] !== undefined && sequence(row[key]) < 0
      ? finding(
          'error',
          'unknown-edition',
          `${path}.${key}`,
          row[key],
          `one of ${editions.map(({ label }) => label).join(', ')}`,
          EDITIONS,
        )
      : undefined,
  );
  const reversed =
    row.firstEdition !== undefined &&
    row.lastEdition !== undefined &&
    sequence(row.lastEdition) >= 0 &&
    sequence(row.lastEdition) < sequence(row.firstEdition);
  return [
    ...unknown,
    reversed
      ? finding(
          'error',
          'edition-order',
          `${path}.lastEdition`,
          row.lastEdition,
          `not before ${row.firstEdition}, which published it first`,
          EDITIONS,
        )
      : undefined,
  ];
};

const RULES: readonly Rule[] = [plainItems, telling, confirmed, held, ownProcedure, dated];

/** Two rows for one tag: a reader cannot tell which one is true. */
function duplicateTags(rows: readonly Service[]): Finding[] {
  const first = new Map<string, number>();
  return rows.flatMap((row, index) => {
    if (row.lastEdition !== undefined) return [];
    const keys = [
      row.provider && `provider ${row.provider} ${row.collector ?? ''}`,
      `names ${JSON.stringify([row.name, row.recipient, row.collector])}`,
    ].filter((key) => key !== undefined);
    const other = keys.map((key) => first.get(key)).find((at) => at !== undefined);
    for (const key of keys) if (!first.has(key)) first.set(key, index);
    return other === undefined
      ? []
      : finding(
          'error',
          'duplicate-tag',
          `services[${index}]`,
          row.id,
          `one row for one tag: services[${other}] is this one too. Put both uses into one row, or name what is different`,
          TRANSMISSION,
        );
  });
}
