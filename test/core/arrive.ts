import type { LinkState } from '@noren/core';
import type { Held } from '@noren/core/kernel';
import { LINK_PATTERN } from '@noren/model';
import type { RuntimeConfig } from '@noren/model/schema';
import type { Answer } from '../endpoints.ts';
import { siteConfig } from '../fixtures/site-config.ts';
import { runtimeOf } from '../model/runtime.ts';
import { type ApiPage, apiPage } from './api-page.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { until } from './moments.ts';
import type { Page } from './page.ts';

export interface Arrival extends ApiPage {
  /** Whether nothing is held any more. */
  readonly dropped: () => boolean;
  readonly told: LinkState[];
  /** Bodies of what was redeemed so far. */
  redeemed(): Promise<{ token: string; record: string; replace?: true }[]>;
}

export interface ArrivalOptions {
  readonly changes?: Partial<RuntimeConfig>;
  /** Called before anything of Noren is there. */
  readonly before?: (page: Page) => void;
  /** Patterns of what is held, as the head snippet says them. */
  readonly names?: string;
}

/** A page that somebody has come to with this behind its path; with `undefined` nothing is held. */
export async function arrive(
  address: string | undefined,
  answers: readonly Answer[],
  { changes = {}, before, names = `${LINK_PATTERN}|mkt_tok=|elqTrackId=` }: ArrivalOptions = {},
): Promise<Arrival> {
  const api: Endpoint = await endpoint();
  let rest = address ?? '';
  const held: Held = (isOpen) => {
    if (!isOpen) rest = '';
    return [rest, names];
  };
  const told: LinkState[] = [];
  const config = { ...(await runtimeOf({ ...siteConfig, api: api.path })), links: {}, ...changes };
  const page = await apiPage(answers, {
    api,
    lab: { config, ...(address === undefined ? {} : { held }) },
    before: (opened) => {
      opened.window.addEventListener('noren:link', (event) => told.push((event as CustomEvent<LinkState>).detail));
      before?.(opened);
    },
  });
  return {
    ...page,
    told,
    dropped: () => rest === '',
    redeemed: async () =>
      (await api.requests(0)).filter(({ path }) => path.endsWith('/redeem')).map(({ body }) => JSON.parse(body)),
  };
}

export const becomes = ({ noren }: Arrival, status: string) => until(() => noren.state.link?.status === status);

export const outcome = (text: string): Answer => ({ body: JSON.stringify({ outcome: text }) });

/** What the API says of a history that it cannot give. */
export const NO_HISTORY: Answer = { status: 404, body: '{"code":"unknown-subject"}' };
