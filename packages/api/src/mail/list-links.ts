import { addressIn } from '@noren/model';
import { listHeaders } from '@noren/model/mail';
import type { Context } from '../context.ts';
import type { Site } from '../sites/site.ts';
import { settingsOf } from './mail-site.ts';
import type { OpenTopic } from './topic-access.ts';

/** To whom a mail goes. */
export interface Recipient {
  /** The operator's id of the member. */
  readonly member: string;
  /** Travels, sealed, in the link to the preferences, for the confirmation of what is switched on there. */
  readonly address?: string | undefined;
}

/** What a mail needs so that its reader can stop it. */
export interface ListLinks {
  readonly member: string;
  /** `List-Unsubscribe`, `List-Unsubscribe-Post`, `List-Help`, `List-Id`: as they stand in the mail. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the mail's text: shows a page with a button. */
  readonly unsubscribeUrl: string;
  /** Language → page with all preferences, open without a sign-in until `preferencesUntil`. Empty where the site has none. */
  readonly preferencesUrls: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly preferencesUntil: string;
}

/**
 * Makes header fields and links for one topic, one recipient at a time.
 * @param company that asks for them
 */
export function listLinksOf(
  context: Context,
  { site, topic }: OpenTopic,
  company: string,
): (recipient: Recipient) => ListLinks {
  const { sender, preferencesUrl, pageLinkDays } = settingsOf(site);
  const { languages, responsible } = site.published.config;
  const limits = company === responsible ? {} : { company };
  const base = apiBase(site);
  const expiresAt = Math.floor(context.now().getTime() / 1000) + pageLinkDays * 86_400;
  const preferencesUntil = new Date(expiresAt * 1000).toISOString();
  const listId = `${topic.id}.${site.key}.${new URL(base).hostname}`;
  const helpUrl = addressIn(sender.contact, languages[0] ?? '', languages);
  const pages = preferencesUrl
    ? languages.map((language) => [language, addressIn(preferencesUrl, language, languages)] as const)
    : [];
  const { tokens } = context.mail;
  return ({ member, address }) => {
    const stop = tokens.seal({ use: 'stop', member, site: site.key, topic: topic.id, channel: 'email' });
    const unsubscribeUrl = `${base}/v1/mail/unsubscribe/${stop}`;
    const page =
      pages.length > 0 ? tokens.seal({ use: 'page', member, site: site.key, expiresAt, address, ...limits }) : '';
    return {
      member,
      headers: listHeaders({ unsubscribeUrl, unsubscribe: sender.unsubscribe, helpUrl, listId }),
      unsubscribeUrl,
      preferencesUrls: Object.fromEntries(pages.map(([language, url]) => [language, `${url}#noren-mail=${page}`])),
      preferencesUntil,
    };
  };
}

/** Where a site's pages, and the readers of its mail, reach this API. */
export function apiBase({ published: { config } }: Site): string {
  return new URL(config.api ?? '', config.origins[0]).href.replace(/\/$/, '');
}
