import type { SignedIn } from '../noren.ts';
import { createArrival } from './arrival.ts';
import { hearAddress } from './hear-address.ts';
import type { LinksOptions } from './links-options.ts';
import { createMail } from './mail.ts';
import { createMember } from './member.ts';

/** Personalised links and signed-in members, for those who came by one, or are one. */
export interface Links {
  /** Looks whether a link was followed while the page was open. */
  arrive(): void;
  confirm(yes: boolean): void;
  identify(memberToken: string): Promise<SignedIn>;
  forget(): Promise<void>;
}

let links: Links | undefined;

/** One for each page, made when it is first needed. */
export function linksOf(options: LinksOptions): Links {
  if (!links) {
    // First: what is held is dropped where no personalised link is in it.
    const mail = createMail(options.kernel);
    const { follow, confirm, end } = createArrival(options);
    const arrive = hearAddress((address) => {
      follow(address);
      mail.follow(address);
    });
    links = { arrive, confirm, ...createMember(options, end, mail.hold) };
  }
  return links;
}
