import { readFile } from 'node:fs/promises';
import type { SiteConfig } from '@noren/model/schema';
import { DIST } from './built-files.ts';

/**
 * The built head snippet of a site, ready to stand in a page's first script; `undefined` where the build has none.
 * Its three places hold the address of the site's noren.js, the site, and Consent Mode types with their purposes.
 */
export async function headSnippet({ site, purposes }: SiteConfig, src: string): Promise<string | undefined> {
  const built = await readFile(`${DIST}/noren-head.js`, 'utf8').catch(() => undefined);
  const consentMode = Object.fromEntries(
    purposes.flatMap(({ id, consentMode: types = [] }) => types.map((type) => [type, id])),
  );
  const places = { __NOREN_SRC__: src, __NOREN_SITE__: site, __NOREN_CONSENT_MODE__: JSON.stringify(consentMode) };
  return Object.entries(places)
    .reduce((text, [place, value]) => text?.replace(quoted(place), () => JSON.stringify(value)), built)
    ?.trim()
    .replaceAll('</script', '<\\/script');
}

/** The place as the bundler quotes it. */
function quoted(place: string): RegExp {
  return new RegExp(`(["'\`])${place}\\1`, 'g');
}
