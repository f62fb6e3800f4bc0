import { catalogue } from '../catalogue/index.ts';
import type { Address, Service } from '../schema/index.ts';
import type { Finding } from './finding.ts';
import { registrableDomain } from './registrable-domain.ts';
import { sourcedFinding as finding, type RowRule } from './row-rule.ts';
import { TRANSMISSION } from './source-of-rule.ts';

/** A provider's own procedure has to be the provider's, and its effect has to be told. */
export const checkOptOut: RowRule = (...row) => [effect, ownProcedure].flatMap((rule) => rule(...row));

const effect: RowRule = (_, row, path) => [
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

// A procedure on somebody else's domain may be anybody's: it must be the provider's own, or the one that the catalogue
// knows. Hosts prove nothing by themselves: whoever wrote the address wrote them too.
const ownProcedure: RowRule = (_, row, path) =>
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
