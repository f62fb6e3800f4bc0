import { companyMay, type OfferedTopic } from '@noren/model/mail';
import type { MailChannel } from '@noren/model/schema';
import { noteKey } from '../audit/note-key.ts';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { authorizeKey } from '../keys/authorize-key.ts';
import type { Scope } from '../keys/create-server-key.ts';
import { requireOperator } from '../keys/require-operator.ts';
import type { Site } from '../sites/site.ts';
import { settingsOf } from './mail-site.ts';

/** A server key and the company that it speaks for: the one that runs its site. */
export interface CompanyKey {
  readonly id: string;
  readonly company: string;
  readonly site: string;
}

/** @throws {Problem} `key-required`, `missing-scope`, `unknown-site` */
export async function authorizeCompany(context: Context, request: Request, scope: Scope): Promise<CompanyKey> {
  const { id, site } = await authorizeKey(context, request, { scope });
  const { published } = await context.sites.get(site);
  return { id, site, company: published.config.entity };
}

/** A topic that a company may send and read. */
export interface OpenTopic {
  readonly site: Site;
  readonly topic: OfferedTopic;
  readonly channel: MailChannel;
}

/**
 * A topic of a site, for a company that may send it (R7). What is refused is noted in the audit log.
 * @throws {Problem} `unknown-site`, `mail-off`, `unknown-topic`, and what R7 refuses
 */
export async function openTopic(
  context: Context,
  key: CompanyKey,
  wanted: { readonly site?: string | undefined; readonly topic: string; readonly channel: MailChannel },
  action: string,
): Promise<OpenTopic> {
  const site = await context.sites.get(wanted.site ?? key.site);
  const topic = settingsOf(site).topics.find(({ id }) => id === wanted.topic);
  if (!topic) throw new Problem('unknown-topic');
  const refused = companyMay(site.published.config, key.company, topic, wanted.channel, context.now());
  if (refused) {
    const about = { site: site.key, topic: topic.id, channel: wanted.channel };
    await noteKey(context, key, action, { refused, ...about, actingEntity: key.company });
    throw new Problem(refused);
  }
  return { site, topic, channel: wanted.channel };
}

/** Counts what a key has asked about members, for the audit log. */
export function countUse(
  { keyUses, now }: Context,
  { id, company }: CompanyKey,
  { site, topic }: OpenTopic,
  action: string,
  members: number,
): void {
  keyUses.count({ key: id, site: site.key, action, topic: topic.id, actingEntity: company }, members, now());
}

/** The site of a key of the operator. @throws {Problem} `operator-only`, noted in the audit log */
export async function forOperator(context: Context, key: CompanyKey, action: string): Promise<Site> {
  const site = await context.sites.get(key.site);
  await requireOperator(context, site, key.id, action);
  return site;
}
