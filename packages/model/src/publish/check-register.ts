import { catalogue } from '../catalogue/index.ts';
import type { Address, Service, SiteConfig, Text } from '../schema/index.ts';
import type { Finding } from './finding.ts';
import { isCountry } from './is-country.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { plainWords } from './plain-words.ts';
import { isPublicSuffix, registrableDomain } from './registrable-domain.ts';
import { saysNothing } from './says-nothing.ts';
import { PERSONAL, TRANSMISSION } from './source-of-rule.ts';
import { vagueRecipient } from './vague-recipient.ts';
import { vagueWord } from './vague-word.ts';

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

/** A dash or 未定 stands where the law wants something told: the page would show it as if it were told. */
const complete: Rule = (_, { name, recipient, information, provider }, path) =>
  [
    ['name', name, 'the name of the service, as people know it'] as const,
    [
      'recipient',
      recipient ?? {},
      'null while it is being confirmed: then it is shown so, and found by --strict',
    ] as const,
    ...information.map((item, at) => [`information[${at}]`, item, 'what is sent, by its name'] as const),
  ].flatMap(([key, words, fix]) =>
    Object.entries(words).map(([language, text]) =>
      isPlaceholder(text) && !(key === 'name' && isOneLetter(text) && (provider !== undefined || recipient !== null))
        ? finding('error', 'placeholder-text', `${path}.${key}.${language}`, text, fix, TRANSMISSION)
        : undefined,
    ),
  );

/** 「X」 is what people know that service as; whose it is stands beside it. */
const isOneLetter = (text: string): boolean => /^\p{Lu}$/u.test(plainWords(text));

/** 「各社」 is not who receives: nobody can ask them what they do with it. */
const named: Rule = (_, { recipient }, path) =>
  Object.entries(recipient ?? {}).map(([language, text]) => {
    const word = vagueRecipient(text);
    return word === undefined
      ? undefined
      : finding(
          'error',
          'vague-recipient',
          `${path}.recipient.${language}`,
          text,
          `the legal name of the one company that receives it instead of "${word}", in a row for each; null while it is being confirmed`,
          TRANSMISSION,
        );
  });

const telling: Rule = (_, { ownPurpose, recipientPurpose }, path) =>
  Object.entries({ ownPurpose, recipientPurpose }).flatMap(([key, words]) =>
    Object.entries((words ?? {}) as Text).map(([language, text]) => {
      const at = `${path}.${key}.${language}`;
      const word = vagueWord(text);
      const open = isPlaceholder(text);
      if (open || saysNothing(text))
        return finding(
          'error',
          'purpose-says-nothing',
          at,
          text,
          open && key === 'recipientPurpose'
            ? 'null while it is being confirmed: then it is shown so, and found by --strict'
            : 'say what is done with the information, e.g. "閲覧状況の集計と、ページの改善"',
          TRANSMISSION,
        );
      return word === undefined
        ? undefined
        : finding('warning', 'vague-purpose', at, text, `name every use instead of "${word}"`, TRANSMISSION);
    }),
  );

const confirmed: Rule = (_, { recipient, recipientPurpose, country }, path) => [
  recipient === null
    ? finding(
        'warning',
        'unconfirmed-recipient',
        `${path}.recipient`,
        null,
        'the legal name of the company that receives the information: your contract or its policy has it; until then it is shown as being confirmed',
        TRANSMISSION,
      )
    : undefined,
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
  country && !isCountry(country)
    ? finding(
        'error',
        'unknown-country',
        `${path}.country`,
        country,
        'the ISO 3166-1 code of one country, e.g. "GB" for the United Kingdom; null while it is being confirmed',
        PERSONAL,
      )
    : undefined,
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
    mode === 'always' && row.category === 'advertising'
      ? finding(
          'warning',
          'advertising-always-on',
          `${path}.purpose`,
          row.purpose,
          'a purpose that asks, or that can be stopped: a site works without advertising, and nobody can switch this one off',
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
    row.optOutUrl === undefined && (row.optOutStops ?? row.optOutReach) !== undefined
      ? finding(
          'warning',
          'opt-out-without-address',
          `${path}.optOutUrl`,
          undefined,
          'the address of the procedure that optOutStops and optOutReach are about, or leave them out: nobody is shown them',
          TRANSMISSION,
        )
      : undefined,
  ];
};

// A procedure on somebody else's domain may be anybody's: it must be the provider's own, or the one that the catalogue
// knows. Hosts prove nothing by themselves: whoever wrote the address wrote them too.
const ownProcedure: Rule = (_, row, path) =>
  inLanguages(`${path}.optOutUrl`, row.optOutUrl).flatMap(([at, url]) => ownAddress(row, at, url));

function ownAddress(
  { provider, policyUrl, hosts = [] }: Service,
  path: string,
  optOutUrl: string,
): (Finding | undefined)[] {
  const known = catalogue.find(({ id }) => id === provider);
  const listed = domainsOf([known?.policyUrl, known?.optOutUrl, ...(known?.domains ?? [])]);
  const domain = registrableDomain(optOutUrl) ?? '';
  if (known?.optOutUrl === optOutUrl || listed.has(domain)) return [];
  const foreign = (places: ReadonlySet<string>): Finding =>
    finding(
      'error',
      'foreign-opt-out',
      path,
      optOutUrl,
      `an address of the provider's own: ${[...places].join(', ')}`,
      TRANSMISSION,
    );
  // Whatever else the row says instead of the catalogue, it said itself.
  if (listed.size > 0) return [foreign(listed)];
  const told = domainsOf(hosts);
  const own = domainsOf(inLanguages('', policyUrl).map(([, url]) => url));
  const vouched = [...told].some((host) => own.has(host)) ? new Set([...own, ...told]) : own;
  if (vouched.has(domain)) return [];
  const comparable = own.size > 0 ? vouched : told;
  return [
    comparable.size === 0 || comparable.has(domain)
      ? finding(
          'warning',
          'unverified-opt-out',
          path,
          optOutUrl,
          "add policyUrl, the provider's own policy: nothing shows that this procedure is the provider's",
          TRANSMISSION,
        )
      : foreign(comparable),
  ];
}

/** An address with its path, or each of those that differ by language with its own. */
function inLanguages(path: string, address: Address | undefined): [path: string, url: string][] {
  if (address === undefined) return [];
  if (typeof address === 'string') return [[path, address]];
  return Object.entries(address).map(([language, url]) => [`${path}.${language}`, url]);
}

function domainsOf(places: readonly (string | null | undefined)[]): Set<string> {
  return new Set(places.flatMap((place) => (place ? (registrableDomain(place) ?? []) : [])));
}

/** 「co.jp」 is nobody's: under it every site of Japan would be this recipient's. */
const ownHosts: Rule = (_, { hosts = [] }, path) =>
  hosts.map((host, at) =>
    isPublicSuffix(host)
      ? finding(
          'error',
          'public-suffix-host',
          `${path}.hosts[${at}]`,
          host,
          "a host of the recipient's: this is the end of everybody's, and whatever lies below it would pass for declared",
          TRANSMISSION,
        )
      : undefined,
  );

const IN_TIME = [
  ['firstEdition', 'changedEdition'],
  ['firstEdition', 'lastEdition'],
] as const;

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
  const reversed = IN_TIME.map(([earlier, later]) =>
    sequence(row[later]) >= 0 && sequence(row[later]) < sequence(row[earlier])
      ? finding(
          'error',
          'edition-order',
          `${path}.${later}`,
          row[later],
          `not before ${row[earlier]}, the ${earlier} of this row`,
          EDITIONS,
        )
      : undefined,
  );
  return [...unknown, ...reversed];
};

const RULES: readonly Rule[] = [complete, named, plainItems, telling, confirmed, held, ownProcedure, ownHosts, dated];

/** Two rows for one tag: a reader cannot tell which one is true. */
function duplicateTags(rows: readonly Service[]): Finding[] {
  const first = new Map<string, number>();
  return rows.flatMap((row, index) => {
    if (row.lastEdition !== undefined) return [];
    const keys = [
      row.provider && `provider ${row.provider} ${row.collector ?? ''}`,
      `names ${JSON.stringify([asRead(row.name), row.recipient && asRead(row.recipient), row.collector])}`,
    ].filter((key) => key !== undefined);
    const tag = row.hosts?.length ? `tag ${sameTag(row, row.hosts)}` : undefined;
    const other = keys.map((key) => first.get(key)).find((at) => at !== undefined);
    const alike = tag === undefined ? undefined : first.get(tag);
    for (const key of tag === undefined ? keys : [...keys, tag]) if (!first.has(key)) first.set(key, index);
    if (other !== undefined)
      return finding(
        'error',
        'duplicate-tag',
        `services[${index}]`,
        row.id,
        `one row for one tag: services[${other}] is this one too. Put both uses into one row, or name what is different`,
        TRANSMISSION,
      );
    return alike === undefined
      ? []
      : finding(
          'warning',
          'duplicate-tag',
          `services[${index}]`,
          row.id,
          `one row for one tag: services[${alike}] sends the same to the same hosts under the same purpose by another name. Put both uses into one row, or say what each of them sends`,
          TRANSMISSION,
        );
  });
}

/** What a tag is, whatever it is called: who sends what to whom, and under which purpose. */
function sameTag({ purpose, collector, recipient, information }: Service, hosts: readonly string[]): string {
  const items = information.map((item) => JSON.stringify(asRead(item))).sort();
  return JSON.stringify([purpose, collector, recipient && asRead(recipient), items, [...new Set(hosts)].sort()]);
}

/** A name as people compare it: neither a space at its end nor the order of its languages makes it another one. */
function asRead(name: Text): [string, string][] {
  return Object.entries(name)
    .map(([language, words]): [string, string] => [language, plainWords(words)])
    .sort();
}
