/** Where a mail's reader ends it. */
export interface ListAddresses {
  /** https address with the unsubscribe token, for `POST` and `GET`. */
  readonly unsubscribeUrl: string;
  /** Mailbox that takes unsubscribe mails, for readers whose mail client knows no other way. */
  readonly unsubscribe?: string | undefined;
  /** Page that takes complaints and questions. */
  readonly helpUrl?: string | undefined;
  /** Identifier of the list, e.g. `energy-news.portal.example.jp`. */
  readonly listId?: string | undefined;
}

/**
 * Header fields that give a mail its unsubscribe control: RFC 2369 with an https address first, and RFC 8058, which makes it one
 * click. The mail's DKIM signature must cover `List-Unsubscribe` and `List-Unsubscribe-Post`.
 * @see https://www.rfc-editor.org/rfc/rfc2369 @see https://www.rfc-editor.org/rfc/rfc8058 @see https://www.rfc-editor.org/rfc/rfc2919
 */
export function listHeaders({ unsubscribeUrl, unsubscribe, helpUrl, listId }: ListAddresses): Record<string, string> {
  const addresses = [unsubscribeUrl, ...(unsubscribe ? [`mailto:${unsubscribe}?subject=unsubscribe`] : [])];
  return {
    'List-Unsubscribe': addresses.map((address) => `<${address}>`).join(', '),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    ...(helpUrl ? { 'List-Help': `<${helpUrl}>` } : {}),
    ...(listId ? { 'List-Id': `<${listId}>` } : {}),
  };
}
