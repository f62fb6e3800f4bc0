import type { Mode, Service } from '@noren/model/schema';
import { googleProduct } from '../google-product.ts';
import { fetchedBy } from './fetched-by.ts';
import { isNorenScript } from './noren-script.ts';
import { findingAt, type PageFinding, type PageRule, TRANSMISSION } from './page-rule.ts';
import type { PageElement } from './parse-page.ts';
import { rowsOf, type Site } from './site.ts';

/** Elements that send to others: whether the register declares them, and whether they wait as it says. */
export const tagRule: PageRule = ({ elements }, site) => {
  const base = baseOf(elements, site);
  return elements
    .filter((element) => !isNorenScript(element))
    .flatMap((element) => {
      const judged = new Set<string>();
      return fetchedBy(element, base).flatMap(({ attribute, url }) => {
        if (site.ownHosts.has(url.hostname) || judged.has(url.hostname)) return [];
        judged.add(url.hostname);
        const found = judge(site, element, attribute, url);
        // An error says the same.
        const isSaid = found.some(({ severity }) => severity === 'error');
        return isContainerWithoutScript(element, url) && !isSaid
          ? [...found, containerWithoutScript(element, attribute)]
          : found;
      });
    });
};

function judge(site: Site, element: PageElement, attribute: string, url: URL): PageFinding[] {
  const declared = rowsOf(site, url);
  if (declared.length === 0)
    return [
      findingAt(
        element,
        'warning',
        'undeclared-host',
        attribute,
        `add a row for ${url.hostname} to "services", or the host to the "hosts" of its row: what is sent there is told nowhere`,
        TRANSMISSION,
      ),
    ];
  const rows = narrowed(declared, element);
  const modes = rows.map((row) => site.modeOf(row));
  const holding = element.gates.map((gate) => modeOfGate(site, gate));
  // An unknown purpose opens never: that is a finding of its own.
  const asks = holding.some((mode) => mode === 'opt-in' || mode === undefined);
  if (modes.includes('opt-in') && !asks) return [ungated(site, element, attribute, url, rows)];
  const stoppable = asks || holding.includes('opt-out');
  if (modes.every((mode) => mode === 'opt-out') && !stoppable) return [unstoppable(element, attribute, rows)];
  return [
    ...elsewhere(element, attribute, rows, modes),
    ...(fetchedAhead(element) && modes.includes('opt-in') ? [bare(element, attribute)] : []),
  ];
}

/** The second part of Google's snippet. @see https://developers.google.com/tag-platform/tag-manager/web */
function isContainerWithoutScript({ name, inNoscript }: PageElement, { hostname, pathname }: URL): boolean {
  return inNoscript && name === 'iframe' && hostname === 'www.googletagmanager.com' && pathname === '/ns.html';
}

function containerWithoutScript(element: PageElement, attribute: string): PageFinding {
  return findingAt(
    element,
    'warning',
    'container-without-script',
    attribute,
    "remove it: it runs the container's image tags for those without scripts, whom nobody can ask",
    'docs/gtm.md',
  );
}

/** Where a gate names the service, the tag is that row's, whoever else talks to the host. */
function narrowed(rows: Service[], { gates }: PageElement): Service[] {
  const named = rows.filter(({ id }) => gates.some(({ service }) => service === id));
  return named.length > 0 ? named : rows;
}

function modeOfGate({ rows, modeOf }: Site, { purpose, service }: PageElement['gates'][number]): Mode | undefined {
  const row = rows.find(({ id }) => id === service);
  return modeOf(row ?? { purpose });
}

function ungated(site: Site, element: PageElement, attribute: string, url: URL, rows: readonly Service[]): PageFinding {
  const waiting = rows.filter((row) => site.modeOf(row) === 'opt-in');
  const others = rows.filter((row) => !waiting.includes(row));
  const [{ purpose } = { purpose: '' }] = waiting;
  const several = waiting.some((row) => row.purpose !== purpose);
  const names = waiting.map((row) => `"${row.id}" (${row.purpose})`).join(', ');
  const open = element.gates.length ? `the gate "${element.gates.at(-1)?.purpose}" opens without one; ` : '';
  const choose = several ? ', or the purpose of the one whose tag it is' : '';
  const doubt = others.length
    ? ` (unless it is the tag of ${others.map(({ id }) => `"${id}"`).join(', ')}, which needs no yes)`
    : '';
  // Who has asked for it knows that it runs.
  const isAdvanced = site.config.consentMode?.advanced && /(^|\.)googletagmanager\.com$/.test(url.hostname);
  const pings = isAdvanced ? '. As it is, Consent Mode lets it send pings without cookies before a choice' : '';
  const product = googleProduct(url.hostname, url.pathname);
  // To be held for the purpose of another product would be wrong.
  const isLacking = product && rows.every(({ provider }) => provider && provider !== product);
  return findingAt(
    element,
    others.length || isAdvanced ? 'warning' : 'error',
    'ungated-tag',
    attribute,
    isLacking
      ? `by its path it is of "${product}", which has no row, and counts as ${names} by its host: add {"provider":"${product}","purpose":"…"} to "services"`
      : `${url.hostname} is of ${names}, and waits for a yes: ${open}${spelling(element, purpose)}${choose}${doubt}${pings}`,
    TRANSMISSION,
  );
}

function unstoppable(element: PageElement, attribute: string, rows: readonly Service[]): PageFinding {
  const [row] = rows;
  return findingAt(
    element,
    'warning',
    'unstoppable-tag',
    attribute,
    `a visitor who switches "${row?.purpose}" off is still sent to "${row?.id}": ${spelling(element, row?.purpose ?? '')}; it runs until that no`,
    TRANSMISSION,
  );
}

/** What leaves a place in the page that a visitor would wonder about. */
const SEEN = ['iframe', 'embed', 'object', 'video', 'audio'];

function spelling({ name, attributes, embed, inNoscript }: PageElement, purpose: string): string {
  if (inNoscript) return 'remove it: without script nobody can be asked';
  if (name === 'script') return `write <script type="text/plain" data-noren="${purpose}" …>`;
  if (embed !== undefined && attributes.get('slot') === 'poster')
    return 'copy the picture to a host of the site itself: a poster is shown before a yes';
  const wrap = `wrap it: <template data-noren="${purpose}"><!-- … --></template>`;
  return SEEN.includes(name) ? `${wrap}, in <noren-embed> where its place would be empty until then` : wrap;
}

function elsewhere(
  element: PageElement,
  attribute: string,
  rows: readonly Service[],
  modes: readonly (Mode | undefined)[],
): PageFinding[] {
  const gate = element.gates.at(-1);
  const asked = modes.every((mode) => mode?.startsWith('opt-'));
  if (!gate || !asked || element.gates.some(({ purpose }) => rows.some((row) => row.purpose === purpose))) return [];
  const [row] = rows;
  return [
    findingAt(
      element,
      'warning',
      'gated-elsewhere',
      attribute,
      `it waits for "${gate.purpose}", and the register puts "${row?.id}" under "${row?.purpose}": make both the same`,
    ),
  ];
}

/** @see docs/markup.md: seen in Firefox 153 */
function fetchedAhead({ name, attributes, bare }: PageElement): boolean {
  if (!bare) return false;
  if (name === 'script') return attributes.get('type')?.toLowerCase() !== 'text/plain';
  if (name === 'video' || name === 'source' || name === 'image') return true;
  if (name === 'img') return attributes.get('loading')?.toLowerCase() !== 'lazy';
  return name === 'link';
}

function bare(element: PageElement, attribute: string): PageFinding {
  return findingAt(
    element,
    'warning',
    'bare-template',
    attribute,
    'put all of the template into a comment, <template …><!-- … --></template>: Firefox fetches this ahead from a bare one',
    TRANSMISSION,
  );
}

/** The page's own `<base href>` moves its relative addresses. */
function baseOf(elements: readonly PageElement[], { base }: Site): URL {
  const href = elements
    .find(({ name, attributes }) => name === 'base' && attributes.has('href'))
    ?.attributes.get('href');
  return href && URL.canParse(href, base.href) ? new URL(href, base) : base;
}
