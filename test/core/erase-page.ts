import type { Noren, ReturnDetail, RevokeDetail } from '@noren/core';
import { publishConfig } from '@noren/model/publish';
import type { Service, SiteConfig } from '@noren/model/schema';
import type { Answer } from '../endpoints.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { PUBLISHED_AT } from '../model/runtime.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { keep } from './kept-cookie.ts';
import { next } from './moments.ts';
import { openPage, type Page } from './page.ts';

const [template] = siteConfig.services as [Service];

/** A row of the register that keeps nothing but what is named. */
export function service(id: string, purpose: string, more: Partial<Service>): Service {
  const { cookies, storage, provider, ...rest } = template;
  return { ...rest, id, name: { ja: id, en: id }, purpose, ...more };
}

/** The names in the text of a document's cookies. */
export const names = (text: string): string[] => text.split('; ').map((pair) => pair.split('=')[0] ?? '');

/** A site of which some rows of the register are the test's own. */
export interface ErasePage {
  readonly page: Page;
  /** Starts Noren in the page. */
  start(): Noren;
  /** How many files were asked for beside the first two. */
  loads(): number;
  /** The words, as they are served and as good ones are. */
  readonly files: Endpoint;
  readonly good: Answer;
  revoked(): Promise<RevokeDetail>;
  returned(): Promise<ReturnDetail>;
}

/** A page of a site with these services, before Noren starts. */
export async function erasePage(services: Service[], changes: Partial<SiteConfig> = {}): Promise<ErasePage> {
  const { runtime, wordings } = await publishConfig({ ...siteConfig, services, ...changes }, PUBLISHED_AT);
  const good = { body: JSON.stringify(wordings.ja) };
  const files = await endpoint(good);
  const page = await openPage();
  let loaded = 0;
  return {
    page,
    files,
    good,
    loads: () => loaded,
    start: () =>
      page.lab.noren({
        config: runtime,
        beside: files.path,
        onProof: () => {
          loaded += 1;
        },
      }),
    revoked: () => next<RevokeDetail>(page.window, 'noren:revoke'),
    returned: () => next<ReturnDetail>(page.window, 'noren:returned'),
  };
}

/** A page where everything is permitted, on a site with these services. */
export async function permittedPage(services: Service[], changes: Partial<SiteConfig> = {}) {
  const opened = await erasePage(services, changes);
  keep({ statistics: true, advertising: true }, { by: opened.page.document });
  return { ...opened, noren: opened.start() };
}

/** Whether the text of the page's cookies has one of this name. */
export const hasCookie = ({ document }: Page, name: string): boolean => names(document.cookie).includes(name);
