/**
 * Told on `window` when the mail preferences of somebody else, or of nobody, can be had from now on. Its detail is true where it is
 * the member of before, with a new token.
 */
export const MAIL_HOLDER = 'noren-mail-holder';

/**
 * Asked on `window` by the element that shows mail preferences, which is never told a token: whoever holds one, a member's or that of
 * a mail's link, calls the API and puts the answer in.
 */
export const MAIL_CALL = 'noren-mail-call';

/** One call of `…/mail/preferences`. */
export interface MailCallDetail {
  /** Behind the question mark, e.g. `language=ja`. */
  readonly query: string;
  /** Default: `GET`. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string;
  /** Put in at once, or not at all where nobody holds a token. */
  answer?: Promise<Response>;
}
