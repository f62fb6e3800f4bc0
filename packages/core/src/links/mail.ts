import { MAIL_PATTERN } from '@noren/model';
import type { Kernel } from '../kernel/kernel.ts';
import { MAIL_CALL, MAIL_HOLDER, type MailCallDetail } from '../mail-call.ts';
import { TIMEOUT_MS } from '../proof/api-client.ts';
import { tokenIn } from './token-in.ts';

/** Calls the API about mail preferences, for a member or for the holder of a mail. */
export interface Mail {
  /** A mail's link may have been opened, with this address. Who is signed in stays so. */
  follow(address: string): void;
  /** A member has signed in, the one of before or not; without a token: nobody is signed in, nor holds a mail's link. */
  hold(memberToken?: string, isSame?: boolean): void;
}

/** Holds the token in memory. No script of the page is ever told it; all that it does is call this one address. */
export function createMail({ config: { api = '', site }, held, isOpen }: Kernel): Mail {
  let token: string | undefined;
  let isMember = false;

  function hold(next?: string, isSame?: boolean): void {
    const detail = isSame && isMember;
    token = next;
    isMember = isSame !== undefined;
    dispatchEvent(new CustomEvent(MAIL_HOLDER, { detail }));
  }

  function follow(address: string): void {
    const followed = tokenIn(address, MAIL_PATTERN);
    if (followed && !isMember) hold(followed);
  }

  addEventListener(MAIL_CALL, (event) => {
    const { detail } = event as CustomEvent<MailCallDetail>;
    const { query, headers } = detail;
    if (token)
      // Behind the question mark nothing steps out of the path, to whatever else answers on that host.
      detail.answer = fetch(`${api.replace(/\/$/, '')}/v1/sites/${site}/mail/preferences?${query}`, {
        ...detail,
        headers: { ...headers, authorization: `Bearer ${token}` },
        // Whose browser this is has nothing to do with it.
        credentials: 'omit',
        referrerPolicy: 'origin',
        keepalive: true,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
  });
  if (held) follow(held(isOpen)[0]);
  return { follow, hold };
}
