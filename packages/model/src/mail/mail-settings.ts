import type { Mail, MailChannel, MailTopic, SiteConfig } from '../schema/index.ts';

/** A topic with everything that it leaves out filled in. */
export interface OfferedTopic extends MailTopic {
  readonly entity: string;
  readonly channels: MailChannel[];
}

/** What a site offers with its defaults filled in. */
export interface MailSettings extends Omit<Mail, 'topics'> {
  readonly topics: readonly OfferedTopic[];
  readonly confirmWithinDays: number;
  readonly pageLinkDays: number;
  readonly proofDays: number;
}

/** How long the proof about somebody who has left is kept where no site says it, in days. */
export const PROOF_DAYS = 1095;

/** What a site offers its members, or undefined where it offers nothing. */
export function mailSettings({ mail, entity }: SiteConfig): MailSettings | undefined {
  if (!mail) return undefined;
  const { topics, confirmWithinDays = 7, pageLinkDays = 30, proofDays = PROOF_DAYS, ...rest } = mail;
  return {
    ...rest,
    confirmWithinDays,
    pageLinkDays,
    proofDays,
    topics: topics.map((topic) => ({
      ...topic,
      entity: topic.entity ?? entity,
      channels: topic.channels ?? ['email'],
    })),
  };
}
