import { publishConfig, renderStrictLoader, strictLoaderFileOf } from '@noren/model/publish';
import type { Service, SiteConfig } from '@noren/model/schema';
import { comeBack } from '../core/come-back.ts';
import { type Endpoint, endpoint } from '../core/endpoint.ts';
import { keep } from '../core/kept-cookie.ts';
import { openPage, type Page } from '../core/page.ts';
import type { Seen } from '../endpoints.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { filledIn, GOOD } from '../loader/tag.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';

/** What was told on the bus, with its type. */
export interface ToldEvent {
  readonly type: 'strict' | 'undeclared';
  readonly kind: string;
  readonly name?: string;
  readonly host?: string;
  readonly services?: readonly string[];
  readonly outcome?: string;
}

/** Somebody else's host, which resolves to this machine. */
export interface ThirdParty {
  /** An address there. */
  at(path: string): string;
  /** Paths behind its address of what it was asked for, once at least so many have come. */
  asked(atLeast?: number): Promise<string[]>;
  readonly endpoint: Endpoint;
}

/** A page whose head begins with the site's own noren-strict.js. */
export interface StrictPage {
  readonly page: Page;
  readonly told: ToldEvent[];
  /** Where noren-strict.js and what it brings came from, and what is counted. */
  readonly source: Endpoint;
  /** Lets the visitor decide, in another tab. */
  decide(granted: boolean): void;
  /** Runs code in the page as one of its own scripts, and gives what it gives. */
  run<Result = unknown>(code: string): Promise<Result>;
}

export interface StrictOptions {
  readonly body?: string;
  /** `data-strict` of the tag. */
  readonly strict?: string;
  readonly changes?: Partial<SiteConfig>;
  /** What the visitor has decided about statistics before; default: nothing yet. */
  readonly kept?: boolean;
  readonly nonce?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often the tag stands in the page; default: once. */
  readonly tags?: number;
}

const [row] = siteConfig.services as [Service];

/** The rows of these tests: one host of statistics, with what it writes, and one of advertising below a wider one that always runs. */
export const services: Service[] = [
  {
    ...row,
    id: 'counter',
    hosts: ['third.localhost'],
    cookies: [{ name: '_third' }, { name: '_third_*' }],
    storage: [{ name: 'third.*' }],
  },
  {
    ...row,
    id: 'ads',
    purpose: 'advertising',
    hosts: ['ads.wide.localhost'],
    cookies: [{ name: '_ads' }],
    storage: [],
  },
  { ...row, id: 'delivery', purpose: 'necessary', hosts: ['*.wide.localhost'], cookies: [], storage: [] },
].map(({ provider: _, ...rest }) => ({ ...rest, name: { ja: rest.id, en: rest.id } }));

const OPEN = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/** A host that answers everything with a small script that says it has run. */
export async function thirdParty(host = 'third.localhost'): Promise<ThirdParty> {
  const made = await endpoint({
    headers: { ...OPEN, 'content-type': 'text/javascript' },
    body: '(window.ran ??= []).push(document.currentScript?.src.split("/").pop());',
  });
  return {
    at: (path) => `http://${host}:${location.port}${made.path}/${path}`,
    asked: async (atLeast = 0) =>
      (await made.requests(atLeast)).map((seen: Seen) => seen.path.slice(made.path.length + 1)),
    endpoint: made,
  };
}

export async function openStrict({
  body = '',
  strict,
  changes = {},
  kept,
  nonce = '',
  headers,
  tags = 1,
}: StrictOptions = {}): Promise<StrictPage> {
  const published = await publishConfig({ ...siteConfig, services, ...changes }, PUBLISHED_AT);
  const file = strictLoaderFileOf(published.runtime);
  const text = await filledIn(file, (built) => renderStrictLoader(built, published));
  // Each tag is answered with the file, and GOOD is what it brings.
  const source = await endpoint(...Array(tags).fill(text), GOOD);
  if (kept !== undefined) keep({ statistics: kept, advertising: kept });
  const attributes = strict === undefined ? '' : `data-strict="${strict}"`;
  const tag = (at: number): string =>
    `<script nonce="${nonce}" src="${source.path}/noren-strict.js?${at}" data-site="portal" ${attributes}></script>`;
  const page = await openPage(
    `<script nonce="${nonce}">
      window.told = [];
      for (const type of ['strict', 'undeclared'])
        addEventListener('noren:' + type, ({ detail }) => told.push({ type, ...detail }));
    </script>
    ${Array.from({ length: tags }, (_, at) => tag(at)).join('')}${body}`,
    { nonce, ...(headers ? { headers } : {}) },
  );
  let count = 0;
  return {
    page,
    source,
    told: page.window.told as ToldEvent[],
    decide(granted) {
      keep({ statistics: granted, advertising: granted }, { by: page.document });
      comeBack(page);
    },
    run(code) {
      count += 1;
      const script = page.document.createElement('script');
      if (nonce) script.nonce = nonce;
      script.text = `window.result${count} = (() => { ${code} })();`;
      page.document.head.append(script);
      return page.window[`result${count}`] as Promise<never>;
    },
  };
}

/** Settles when everything that was sent before has been answered, to this host and to the test's own. */
export async function passed({ page }: StrictPage): Promise<void> {
  const last = await endpoint({ body: '' });
  await page.window.fetch(last.path);
}
