import type { RecordRequest } from '@noren/model/schema';
import type { Answer } from '../endpoints.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { runtimeOf } from '../model/runtime.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { next } from './moments.ts';
import { openPage, type Page } from './page.ts';

/** A page with the page API, beside a consent API that answers as the test says. */
export interface ApiPage {
  readonly page: Page;
  readonly api: Endpoint;
  readonly noren: ReturnType<Page['lab']['noren']>;
  /** The records that have arrived so far, at least so many. */
  records(atLeast: number): Promise<RecordRequest[]>;
  /** The next event of a type, which is waited for while something happens. */
  heard<Detail = Record<string, unknown>>(type: string): Promise<Detail>;
}

export interface ApiPageOptions {
  readonly api?: Endpoint;
  /** Called before the page API is there. */
  readonly before?: (page: Page) => void;
  readonly lab?: Partial<Parameters<Page['lab']['noren']>[0]>;
}

export async function apiPage(answers: readonly Answer[], options: ApiPageOptions = {}): Promise<ApiPage> {
  const api = options.api ?? (await endpoint());
  if (answers.length) await api.answer(...answers);
  const page = await openPage();
  options.before?.(page);
  const noren = page.lab.noren({ config: await runtimeOf({ ...siteConfig, api: api.path }), ...options.lab });
  return {
    page,
    api,
    noren,
    records: async (atLeast) => (await api.requests(atLeast)).map(({ body }) => JSON.parse(body)),
    heard: (type) => next(page.window, `noren:${type}`),
  };
}

/** What a browser does when it is online again. */
export function online({ window }: Page): void {
  window.dispatchEvent(new Event('online'));
}
