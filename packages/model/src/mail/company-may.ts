import { dayIn } from '../day-in.ts';
import type { JointUse, MailChannel, SiteConfig } from '../schema/index.ts';
import type { OfferedTopic } from './mail-settings.ts';

/** Why a company may not send or read a topic (R7). */
export type CompanyRefusal = 'operator-only' | 'topic-of-another-company' | 'company-not-signed' | 'joint-use-narrower';

type JointChannel = NonNullable<JointUse['purposes'][number]['by']>[number];

const AS_JOINT: Readonly<Record<Exclude<MailChannel, 'email'>, JointChannel>> = {
  postal: 'post',
  phone: 'telephone',
  sms: 'sms',
  social: 'social',
};

/**
 * Whether a company may send a topic by a channel, and read who wants it: the operator everything, a group company what is
 * its own, what joint use covers, and from the day it signed (R7.1, R7.3). A service notice is the operator's alone (R7.2).
 * @param config of the site that offers the topic
 * @param company who asks
 * @returns why not, or undefined where it may
 */
export function companyMay(
  { responsible, jointUse, timeZone = 'Asia/Tokyo' }: SiteConfig,
  company: string,
  topic: OfferedTopic,
  channel: MailChannel,
  now: Date,
): CompanyRefusal | undefined {
  if (company === responsible) return undefined;
  if (topic.class === 'service') return 'operator-only';
  if (topic.entity !== company) return 'topic-of-another-company';
  const today = dayIn(now, timeZone);
  const user = jointUse?.users.find(({ entity }) => entity === company);
  if (!user || user.signedAt > today) return 'company-not-signed';
  return isCovered(jointUse, topic, channel) ? undefined : 'joint-use-narrower';
}

/** Whether joint use covers what a topic is about, all of it, by this channel. */
export function isCovered(jointUse: JointUse | undefined, topic: OfferedTopic, channel: MailChannel): boolean {
  const by = channel === 'email' ? (topic.class === 'newsletter' ? 'newsletter' : 'notice-mail') : AS_JOINT[channel];
  const purposes = (jointUse?.purposes ?? []).filter(
    ({ id, by: channels }) => id !== 'inquiries' && (channels === undefined || channels.includes(by)),
  );
  const { about = [] } = topic;
  return (
    about.length > 0 && about.every((subject) => purposes.some((purpose) => purpose.about?.includes(subject) ?? true))
  );
}
