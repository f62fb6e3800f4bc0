import type { Kernel } from '../kernel/kernel.ts';
import type { History, SignedIn } from '../noren.ts';
import type { Store } from '../page/store.ts';
import type { ConsentApi } from '../proof/api-client.ts';
import { createArrival } from './arrival.ts';
import { createMember } from './member.ts';

export interface LinksOptions {
  readonly kernel: Kernel;
  readonly store: Store;
  readonly api: ConsentApi;
  readonly history: () => Promise<History>;
}

/** Personalised links and signed-in members, for those who came by one, or are one. */
export interface Links {
  confirm(yes: boolean): void;
  identify(memberToken: string): Promise<SignedIn>;
  forget(): Promise<void>;
}

let links: Links | undefined;

/** One for each page, made when it is first needed. */
export function linksOf(options: LinksOptions): Links {
  if (!links) {
    const { confirm, end } = createArrival(options);
    links = { confirm, ...createMember(options, end) };
  }
  return links;
}
