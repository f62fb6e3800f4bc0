import { addressIn } from '../address-in.ts';
import type { Address, SiteConfig } from '../schema/index.ts';
import { addressesOf } from './addresses-of.ts';
import { type Finding, warning } from './finding.ts';

/** One of the pages without script, in the first language of the site: only the others have theirs in the name. */
const PAGE = /\/(?:register|ad-opt-out|handling-notice|joint-use|document-[a-z0-9-]+)\.html(?=$|[?#])/;

/** Where readers of a language are led: to an address of theirs, or to somebody else's. */
export function checkAddresses(config: SiteConfig): Finding[] {
  return [
    ...addressesOf(config).flatMap(([path, address]) =>
      typeof address === 'string' ? [] : missing(config, path, address),
    ),
    ...(['registerUrl', 'policyUrl'] as const).flatMap((path) => firstLanguageAlone(config, path)),
  ];
}

function missing({ languages }: SiteConfig, path: string, address: Exclude<Address, string>): Finding[] {
  return languages
    .filter((language) => address[language] === undefined)
    .map((language) => {
      const led = addressIn(address, language, languages);
      return warning(
        'missing-language',
        path,
        language,
        `add the address in "${language}"; until then it leads to ${led}`,
      );
    });
}

/** Noren's own page in the first language, for readers of another one, who have theirs beside it. */
function firstLanguageAlone({ languages, ...config }: SiteConfig, path: 'registerUrl' | 'policyUrl'): Finding[] {
  const address = config[path];
  if (address === undefined) return [];
  const led = languages.map((language) => [language, addressIn(address, language, languages)] as const);
  const others = led.slice(1).filter(([, url]) => PAGE.test(url));
  if (others.length === 0) return [];
  const own = led.map(([language, url], at) => [
    language,
    at > 0 ? url.replace(PAGE, (page) => page.replace(/html$/, `${language}.html`)) : url,
  ]);
  return [
    warning(
      'page-of-another-language',
      path,
      address,
      `${JSON.stringify(Object.fromEntries(own))}: readers of ${others.map(([language]) => `"${language}"`).join(' and ')} are led to the page in "${languages[0]}"`,
    ),
  ];
}
