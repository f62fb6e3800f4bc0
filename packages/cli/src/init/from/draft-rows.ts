import { listProviders } from '../../commands/providers.ts';
import { cookiePatterns } from './cookie-pattern.ts';
import type { Conversion, Texts } from './draft-site.ts';
import { idOf } from './id-of.ts';
import { objectOf } from './object-of.ts';
import { RegexText } from './read-literals.ts';

/** Names by which tags are known beside that of the catalogue. */
const ALSO: Readonly<Record<string, string>> = {
  ga: 'google-analytics-4',
  ga4: 'google-analytics-4',
  googleanalytics: 'google-analytics-4',
  gtm: 'google-tag-manager',
  adwords: 'google-ads',
  recaptcha: 'google-recaptcha',
  clarity: 'microsoft-clarity',
  facebook: 'meta',
  facebookpixel: 'meta',
  metapixel: 'meta',
  twitter: 'x-ads',
  marketo: 'adobe-marketo',
  pardot: 'salesforce-account-engagement',
};

const OPEN = { ja: '未定', en: 'TBD' } as const;

/** A service of another tool, as far as it tells. */
export interface DraftService {
  readonly path: string;
  readonly name: string;
  readonly label: Texts;
  readonly purpose: string;
  /** Whether visitors could refuse it alone, and can. */
  readonly choice: boolean;
  readonly cookies: unknown;
}

interface Row {
  readonly id: string;
  readonly [key: string]: unknown;
}

/** The rows that services become. */
export interface DraftRows {
  /** @returns id of the row */
  add(service: DraftService): string;
  readonly all: readonly object[];
}

/**
 * A row of the register for each service. One whose provider is in the catalogue is complete; in the others everything that
 * the law wants told stands open, in words that `noren check` refuses.
 */
export function draftRows({ languages, taken, left }: Conversion, firstEdition: string): DraftRows {
  const all: Row[] = [];
  const providers = new Map<string, string>(Object.entries(ALSO));
  for (const { id, name } of listProviders())
    for (const known of [id, ...Object.values(name)]) providers.set(plain(known), id);
  const open = Object.fromEntries(languages.map((one) => [one, OPEN[one]]));

  function tracesOf({ path, cookies }: DraftService): { name: string }[] {
    const list = Array.isArray(cookies) ? cookies : [];
    const names = list.flatMap((entry: unknown, index) => {
      const [first] = Array.isArray(entry) ? entry : [entry];
      const found = objectOf(first);
      const named = first instanceof RegexText ? first : (found.name ?? found.pattern ?? first);
      const isNamed = typeof named === 'string' || named instanceof RegexText;
      const patterns = isNamed ? cookiePatterns(named) : undefined;
      if (patterns) return patterns;
      left(`${path}[${index}]`, 'a name or a simple pattern of one is wanted: write it into the row by hand');
      return [];
    });
    return [...new Set(names)].filter((name) => name.length <= 120).map((name) => ({ name }));
  }

  /** Tells what a service writes that the catalogue does not know of, whose row names its own. */
  function tellUnlisted(service: DraftService, provider: string): void {
    const listed = listProviders().find(({ id }) => id === provider)?.cookies ?? [];
    for (const { name } of tracesOf(service)) {
      const isListed = listed.some((one) => covers(one.name, name) || covers(name, one.name));
      const path = `${service.path}: ${name}`;
      if (!isListed) left(path, `the catalogue knows of no such cookie of ${provider}: write "cookies" into its row`);
    }
  }

  return {
    all,
    add(service) {
      const { name, label, purpose, path, choice } = service;
      const offered = choice ? { choice } : {};
      const provider = [name, ...Object.values(label)].map((one) => providers.get(plain(one))).find(Boolean);
      const wanted = provider ?? idOf(name);
      if (provider) tellUnlisted(service, provider);
      // Of one provider one row: two services there are one tag here.
      const same = provider && all.find(({ id }) => id === provider);
      if (same) {
        if (same.purpose !== purpose)
          left(path, `of one provider there is one row, which has one purpose, ${same.purpose}: look which is right`);
        else taken(path, `row ${same.id}, from the catalogue`);
        return same.id;
      }
      let id = wanted;
      for (let more = 2; all.some((row) => row.id === id); more += 1) id = `${wanted.slice(0, 36)}-${more}`;
      if (provider) all.push({ id, provider, purpose, ...offered, firstEdition });
      else {
        const cookies = tracesOf(service);
        all.push({
          id,
          purpose,
          name: Object.fromEntries(languages.map((one) => [one, label[one] ?? name])),
          recipient: open,
          country: null,
          information: [open],
          ownPurpose: open,
          recipientPurpose: open,
          ...(cookies.length ? { cookies } : {}),
          ...offered,
          firstEdition,
        });
      }
      taken(path, provider ? `row ${id}, from the catalogue` : `draft row ${id}, to be filled in`);
      return id;
    },
  };
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a pattern stands for all that another one does, as far as both begin alike. */
function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
