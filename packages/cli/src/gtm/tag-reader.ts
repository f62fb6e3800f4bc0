import { catalogue } from '@noren/model/catalogue';
import type { Service } from '@noren/model/schema';
import { googleProduct } from '../google-product.ts';
import { rowsOf } from '../pages/site.ts';
import { type ContainerVersion, type CustomTemplate, settingOf, type Tag, textsIn } from './container.ts';
import { type Ground, knownRow } from './ground.ts';
import { isSilent } from './is-silent.ts';
import { CONSENT_MANAGERS, HOSTS, SNIPPETS, TEMPLATES } from './known-snippets.ts';
import { isTemplateTag, tagKind } from './tag-kind.ts';
import { withoutData } from './without-data.ts';

/** What can be told of a tag by reading it. */
export interface Recognised {
  /** Ids in the catalogue. */
  readonly providers: readonly string[];
  /** The site's own rows whose hosts it names. */
  readonly rows: readonly Service[];
  /** Hosts that neither the site's register nor the catalogue has. */
  readonly unknownHosts: readonly string[];
  /** It says what is granted to Google's tags: first of all, or after a choice. */
  readonly consent?: 'default' | 'update';
  /** A consent manager other than Noren. */
  readonly consentManager?: string;
  /** Noren's own template. */
  readonly isNoren: boolean;
  /** Consent types that it checks by itself. */
  readonly checks: readonly string[];
  /** Nothing in it speaks to anybody, or keeps anything. */
  readonly isSilent: boolean;
  /** It brings another container into the page. */
  readonly bringsContainer: boolean;
  /** Its template, by name. */
  readonly template?: string;
}

const ADDRESS = /(?:https?:|["'`=(])\/\/((?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24})/gi;
// Snippets put addresses together: ("https:" == document.location.protocol ? "https://" : "http://") + "cdn.example.com/tag.js"
const HALF_ADDRESS = /["'`]((?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24})\//gi;
const DEFAULT = /\bgtag\s*\(\s*["']consent["']\s*,\s*["']default["']/;
const UPDATE = /\bgtag\s*\(\s*["']consent["']\s*,\s*["']update["']/;
/** Words about the document, not places. */
const NAMESPACES = new Set(['www.w3.org', 'schema.org', 'purl.org']);

/** Reads tags of one container. What does not change from tag to tag is looked up once. */
export function tagReader({ variable = [], customTemplate = [] }: ContainerVersion, ground: Ground) {
  const constants = new Map(
    variable.flatMap((one) => (one.type === 'c' ? [[one.name, settingOf(one, 'value') ?? ''] as const] : [])),
  );
  const resolved = (text: string): string =>
    text.replace(/\{\{([^{}]{1,200})\}\}/g, (whole, name: string) => constants.get(name.trim()) ?? whole);

  const tables = new Map(
    variable.flatMap((one) => (/^(?:c|smm|remm)$/.test(one.type) ? [[one.name, textsIn(one.parameter)] as const] : [])),
  );
  /** A text with all that constants and look-up tables may put into it, each of them once. */
  const possible = (text: string, seen = new Set<string>()): string =>
    text.replace(/\{\{([^{}]{1,200})\}\}/g, (whole, written: string) => {
      const name = written.trim();
      const known = seen.has(name) ? undefined : tables.get(name);
      seen.add(name);
      return known === undefined ? whole : possible(known, seen);
    });

  // A variable of code, or of a template, may do anything.
  const code = new Set(variable.flatMap((one) => (/^(?:jsm|cvt_)/.test(one.type) ? [one.name] : [])));
  const isPlain = (name: string): boolean => !code.has(name);

  const recognise = (tag: Tag): Recognised => {
    const kind = tagKind(tag.type);
    const template = isTemplateTag(tag.type) ? templateOf(tag.type, customTemplate) : undefined;
    const isHtml = tag.type === 'html';
    const whole = resolved(textsIn(tag.parameter));
    const settings = isHtml ? withoutData(whole) : whole;
    const templateData = template?.templateData ?? '';
    const own = codeOf(templateData);
    const names = template ? namesOf(template) : '';
    const hosts = hostsIn(`${settings}\n${own}`).filter((host) => !ground.ownHosts.has(host));
    const isNoren = /"displayName":\s*"Noren\b/.test(templateData);
    const manager = isNoren
      ? undefined
      : CONSENT_MANAGERS.find(
          ({ words, hosts: theirs }) =>
            (names && words.test(names)) || hosts.some((host) => theirs.some((one) => isIn(host, one))),
        );
    const consent = consentOf(isHtml ? settings : own, template !== undefined);
    const providers = new Set<string>(kind?.provider ? [kind.provider] : []);
    if (kind && !kind.provider && kind.checks)
      for (const id of googleProducts(possible(settingOf(tag, 'tagId') ?? ''))) providers.add(id);
    // A consent manager's own script names many providers, and is none of them.
    if (!manager && !isNoren) {
      if (isHtml || tag.type === 'img') for (const id of matching(SNIPPETS, settings)) providers.add(id);
      for (const id of matching(TEMPLATES, names)) providers.add(id);
    }
    const rows = new Map<string, Service>();
    const unknown = new Set<string>();
    if (!kind?.provider && !kind?.checks && !manager && !isNoren)
      for (const host of hosts) {
        const product = productAt(host, settings);
        const ours = rowsOf(ground, new URL(`https://${host}`)).filter(
          // Google's tags come from the container's host, and are not permitted by its row.
          ({ provider }) =>
            (provider !== 'google-tag-manager' || BRINGS_CONTAINER.test(settings)) &&
            (!product || !provider || provider === product),
        );
        const known = ours.length > 0 ? [] : product ? [product] : providersOf(host, settings);
        for (const row of ours) rows.set(row.id, row);
        for (const id of known) {
          // One host serves all of Google's products: where an id has told which, the others are not meant.
          if (!isShared(host) || providers.size === 0) providers.add(id);
        }
        if (ours.length + known.length === 0) unknown.add(host);
      }
    for (const row of rows.values()) if (row.provider) providers.delete(row.provider);
    return {
      providers: [...providers].filter((id) => knownRow(id) || ground.rows.some((row) => row.id === id)),
      rows: [...rows.values()],
      unknownHosts: [...unknown],
      ...(consent ? { consent } : {}),
      ...(manager ? { consentManager: manager.name } : {}),
      isNoren,
      checks: kind?.checks ?? [],
      bringsContainer: BRINGS_CONTAINER.test(`${settings}\n${own}`),
      isSilent: isHtml && hosts.length === 0 && providers.size === 0 && isSilent(whole, isPlain),
      ...(template ? { template: template.name } : {}),
    };
  };
  return recognise;
}

/** @see https://developers.google.com/tag-platform/tag-manager/api/v2/reference/accounts/containers/workspaces/templates */
function templateOf(type: string, templates: readonly CustomTemplate[]): CustomTemplate | undefined {
  return templates.find(
    ({ templateId, containerId, galleryReference }) =>
      type === `cvt_${galleryReference?.galleryTemplateId}` || type === `cvt_${containerId}_${templateId}`,
  );
}

/** What a template does and may do; its help, its logo and its tests name others too. */
function codeOf(templateData: string): string {
  const start = templateData.indexOf('___SANDBOXED_JS_FOR_WEB_TEMPLATE___');
  const end = templateData.search(/^___(?:TESTS|NOTES)___/m);
  return start < 0 ? '' : templateData.slice(start, end > start ? end : undefined);
}

function namesOf({ name, galleryReference: { owner = '', repository = '' } = {} }: CustomTemplate): string {
  return `${name} ${owner} ${repository}`.replace(/[-_/]+/g, ' ');
}

function consentOf(code: string, isTemplate: boolean): Recognised['consent'] {
  if (isTemplate ? code.includes('setDefaultConsentState') : DEFAULT.test(code)) return 'default';
  if (isTemplate ? code.includes('updateConsentState') : UPDATE.test(code)) return 'update';
  return undefined;
}

/** Of which of Google's products the ids in a text are. */
function googleProducts(text: string): string[] {
  const found = matching(
    [
      [/\b(?:G|UA)-\w/, 'google-analytics-4'],
      [/\bAW-\w/, 'google-ads'],
      [/\bDC-\w/, 'google-marketing-platform'],
    ],
    text,
  );
  // GT-… stands for several, and what a page says by itself is not known here: what most of them are.
  return found.length > 0 ? found : ['google-analytics-4'];
}

function hostsIn(text: string): string[] {
  const found = [ADDRESS, HALF_ADDRESS].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, host = '']) => host.toLowerCase()),
  );
  return [...new Set(found)].filter((host) => URL.canParse(`https://${host}`) && !NAMESPACES.has(host));
}

function matching(table: readonly (readonly [words: RegExp, provider: string])[], text: string): string[] {
  return text ? table.filter(([words]) => words.test(text)).map(([, provider]) => provider) : [];
}

const isIn = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
const BRINGS_CONTAINER = /googletagmanager\.com\/(?:gtm\.js|ns\.html)/i;
const isShared = (host: string): boolean => isIn(host, 'googletagmanager.com') || isIn(host, 'google.com');

/** The one product of Google's that all addresses of a host in a text are of. */
function productAt(host: string, text: string): string | undefined {
  const places = text.matchAll(new RegExp(`(?<![\\w.-])${host.replaceAll('.', '\\.')}(/[\\w/.-]*)?`, 'gi'));
  const [product, ...others] = new Set([...places].map(([, path = '']) => googleProduct(host, path)));
  return others.length > 0 ? undefined : product;
}

/** Whose a host is by the catalogue: of several the nearest. */
function providersOf(host: string, text: string): string[] {
  if (isIn(host, 'google.com') || isIn(host, 'googleapis.com') || isIn(host, 'gstatic.com')) {
    if (/recaptcha/i.test(text)) return ['google-recaptcha'];
    if (/google\.com\/maps|maps\.google/i.test(text)) return ['google-maps'];
  }
  let nearest = 0;
  let found: string[] = [];
  for (const { id, domains } of catalogue)
    for (const domain of domains) {
      if (!isIn(host, domain) || domain.length < nearest || !knownRow(id)) continue;
      found = domain.length > nearest ? [id] : [...new Set([...found, id])];
      nearest = domain.length;
    }
  if (found.length === 0) found = HOSTS.filter(([domain]) => isIn(host, domain)).map(([, id]) => id);
  // By the host alone it is not to be told which of Google's products it is.
  return isShared(host) && found.length > 1 ? found.filter((id) => id !== 'google-maps').slice(0, 1) : found;
}
