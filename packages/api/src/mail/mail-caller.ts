import type { MailActor } from '@noren/model/schema';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import type { Site } from '../sites/site.ts';

/** Who reads or changes preferences. */
export interface MailReader {
  /** The operator's id of the member. */
  readonly reference: string;
  readonly actor: Extract<MailActor, 'member' | 'mail-holder'>;
  /** Where a confirmation can go. */
  readonly address: string | undefined;
  readonly isVerified: boolean;
  /** When a sign-in was made, milliseconds since 1970; undefined for the holder of a mail. */
  readonly issuedAt: number | undefined;
  /** Group company whose mail it was: nothing but its topics is shown, or switched alone. To stop everything stops everything. */
  readonly company?: string | undefined;
}

/** Five parts with an empty second one: what a mail's link carries, and no sign-in does. */
const PAGE_TOKEN = /^Bearer ([\w-]+\.\.[\w.-]{1,4000})$/i;

/**
 * Whose preferences these are: of the member whose token is sent, by the identity provider or by the link of a mail
 * (`Authorization: Bearer`, either).
 * @throws {Problem} `member-required`, `member-not-verified`, `link-invalid`, `link-expired`, `link-of-another-site`
 */
export async function readMailCaller(context: Context, site: Site, request: Request): Promise<MailReader> {
  const [, token] = PAGE_TOKEN.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token !== undefined) {
    const claims = await context.mail.tokens.open(token, 'page');
    if (!claims) throw new Problem('link-invalid');
    if (claims.site !== site.key) throw new Problem('link-of-another-site');
    if (claims.expiresAt * 1000 <= context.now().getTime()) throw new Problem('link-expired');
    const { member: reference, address, company } = claims;
    return { reference, actor: 'mail-holder', address, isVerified: false, issuedAt: undefined, company };
  }
  if (!context.memberTokens) throw new Problem('members-off');
  const { reference, address, isVerified, issuedAt } = await context.memberTokens.verify(request);
  return { reference, actor: 'member', address, isVerified, issuedAt };
}
