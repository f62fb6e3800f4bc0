import type { NorenErrorDetail } from '@noren/model';
import type { TakeOver } from '@noren/model/schema';
import { type Endpoint, endpoint } from '../core/endpoint.ts';
import { record, until } from '../core/moments.ts';
import { openPage, type Page } from '../core/page.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { runtimeOf } from '../model/runtime.ts';
import { addTag, GOOD } from './tag.ts';

const GATED = `<script type="text/plain" data-noren="statistics">window.counted = (window.counted ?? 0) + 1</script>
  <script type="text/plain" data-noren="advertising">window.advertised = true</script>`;

/** A page of a site that takes over, with its API if one is given. */
export async function visit(takeOver: TakeOver, options: { api?: Endpoint; gpc?: boolean; files?: Endpoint } = {}) {
  const { api, gpc, files = await endpoint(GOOD) } = options;
  const page = await openPage(GATED);
  if (gpc) Object.defineProperty(page.window.navigator, 'globalPrivacyControl', { value: true, configurable: true });
  const heard = record<NorenErrorDetail>(page.window, 'ready', 'error');
  const config = await runtimeOf({ ...siteConfig, takeOver, ...(api ? { api: api.path } : {}) });
  await addTag(page, { src: `${files.path}/noren-loader.js`, inPage: JSON.stringify(config) });
  await until(() => heard.some(([type]) => type === 'ready'));
  const errors = heard.filter(([, { code }]) => /^import/.test(code)).map(([, { code, path }]) => [code, path]);
  return { page, errors, ran: ({ window }: Page = page) => [window.counted ?? 0, window.advertised ?? false] };
}

/** What another tool has left, as text. */
export function leave(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: as the other tool writes it.
  document.cookie = `${name}=${value};path=/`;
}

export const KLARO: TakeOver = {
  klaro: { services: { matomo: 'statistics', hotjar: 'statistics', ads: 'advertising' } },
};
export const COOKIEBOT: TakeOver = {
  cookiebot: { categories: { statistics: 'statistics', marketing: 'advertising' } },
};

/** As Cookiebot writes it in visitors' browsers; it is not to be had from npm. */
export const cookiebot = (utc: number | string, more = ''): string =>
  `{stamp:'MhnLYbf+x/8==',necessary:true,preferences:false,statistics:true,marketing:false,method:'explicit',ver:1,utc:${utc}${more},region:'jp'}`
    .replaceAll("'", '%27')
    .replaceAll(',', '%2C');

export const agoMs = (days: number): number => Date.now() - days * 86_400_000;
export const inSeconds = (ms: number): number => Math.floor(ms / 1000);
