import type { SiteConfig } from '../schema/index.ts';
import { TRACE_KINDS, traceNames } from '../trace-kinds.ts';
import { checkOptOut } from './check-opt-out.ts';
import { checkRowWords } from './check-row-words.ts';
import { duplicateTags } from './duplicate-tags.ts';
import type { Finding } from './finding.ts';
import { isCountry } from './is-country.ts';
import { isPublicSuffix } from './registrable-domain.ts';
import { sourcedFinding as finding, type RowRule } from './row-rule.ts';
import { PERSONAL, TRANSMISSION } from './source-of-rule.ts';

const EDITIONS = 'dated history of the register';
const ERASURE = 'erasure on withdrawal';
/** Signs beside the stars that make a pattern somebody's. */
const LEAST = 3;

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

const confirmed: RowRule = (_, { recipient, recipientPurpose, country }, path) => [
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

const held: RowRule = ({ purposes }, row, path) => {
  const mode = row.mode ?? purposes.find(({ id }) => id === row.purpose)?.mode;
  const named = [...(row.hosts ?? []), ...traceNames([row])].length > 0;
  return [
    mode === 'opt-in' && !named
      ? finding(
          'warning',
          'opt-in-without-trace',
          path,
          row.id,
          'name its hosts, or what it keeps (cookies, storage, databases, caches, workers): nobody can check otherwise that it waits for a yes',
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
  ];
};

/** 「co.jp」 is nobody's: under it every site of Japan would be this recipient's. */
const ownHosts: RowRule = (_, { hosts = [] }, path) =>
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

/** 「_*」 is everybody's: what the site itself keeps under such a name would go with what is refused. */
const ownTraces: RowRule = (_, row, path) =>
  TRACE_KINDS.flatMap((kind) =>
    (row[kind] ?? []).map(({ name }, at) =>
      name.includes('*') && name.replaceAll('*', '').length < LEAST
        ? finding(
            'warning',
            'wide-pattern',
            `${path}.${kind}[${at}].name`,
            name,
            "more of the name: a withdrawal erases whatever fits, and with it what is the site's own and stands in no other row",
            ERASURE,
          )
        : undefined,
    ),
  );

const IN_TIME = [
  ['firstEdition', 'changedEdition'],
  ['firstEdition', 'lastEdition'],
] as const;

const dated: RowRule = ({ editions }, row, path) => {
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

const RULES: readonly RowRule[] = [checkRowWords, confirmed, held, checkOptOut, ownHosts, ownTraces, dated];
