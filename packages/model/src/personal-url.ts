import type { PersonalUrls, TokenCarrier } from './schema/index.ts';

/** Name under which a link carries its token, in the fragment or in the query string. */
export const LINK_PARAMETER = 'noren-link';

/**
 * That name in an address and what stands behind it, as the source of a regular expression: also as mailers spoil it, who encode the
 * hyphen or the equals sign (`noren%2Dlink=`, `noren-link%3D`, `noren-link=3D`). Without `|` in it.
 */
export const LINK_PATTERN = 'noren[-%2Dd]+link[=%]';

/** The same of what opens mail preferences from a mail (`noren-mail=`, docs/mail.md). */
export const MAIL_PATTERN = 'noren[-%2Dd]+mail[=%]';

/** Either of the two: what nobody on a page may read. Without `|` in it, too. */
export const TOKEN_PATTERN = 'noren[-%2Dd]+[lm][ia][ni][kl][=%]';

/** What may precede a parameter's name where a mailer has escaped the address once too often (`?a=1&amp;noren-link=`). */
export const BEFORE_LINK = '[?#&](?:amp;)?';

/**
 * A landing address with a token. What the address already has stays as it is: its own query, and an anchor, which the
 * browser follows once the token has been taken out.
 * @param url absolute, without a token of its own
 */
export function withToken(url: string, token: string, carrier: TokenCarrier): string {
  const at = url.indexOf('#');
  const page = at < 0 ? url : url.slice(0, at);
  const anchor = at < 0 ? '' : url.slice(at + 1);
  const pair = `${LINK_PARAMETER}=${token}`;
  if (carrier === 'fragment') return `${page}#${anchor && `${anchor}&`}${pair}`;
  const joint = page.includes('?') ? (/[?&]$/.test(page) ? '' : '&') : '?';
  return `${page}${joint}${pair}${at < 0 ? '' : `#${anchor}`}`;
}

/** Whether an address carries a token already: two would be one too many. */
export function hasToken(url: string): boolean {
  return new RegExp(BEFORE_LINK + LINK_PATTERN).test(url);
}

/** A site's settings of personalised links with what it leaves out filled in. */
export function personalUrlSettings({
  identification = 'identification',
  linking = 'linking',
  expiresInDays = 30,
  askAgainDays = 180,
  hold = [],
  ...rest
}: PersonalUrls) {
  return { identification, linking, expiresInDays, askAgainDays, hold, ...rest };
}
